import { createRedisBackend } from 'bullmq'
import { Redis, type RedisOptions } from 'ioredis'
import type { PatientConnection, QueueBackend } from './backend.ts'
import { quickTimeoutMs } from './timeouts.ts'

const retryStrategy = (times: number) => Math.min(50 * 2 ** Math.min(times, 5), 1000)

/** Producers: no waiting in memory, nothing sent twice, an answer or an error within a second. */
const quickOptions: RedisOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  autoResendUnfulfilledCommands: false,
  commandTimeout: quickTimeoutMs,
  connectTimeout: quickTimeoutMs,
  retryStrategy,
}

/** Workers and listeners: commands wait until Redis is back. */
const patientOptions: RedisOptions = { maxRetriesPerRequest: null, connectTimeout: 5000, retryStrategy }

/** BullMQ on Redis. `onError` gets every connection's errors. */
export function redisBackend(options: {
  redisUrl: string
  prefix: string
  onError: (error: unknown) => void
}): QueueBackend {
  const quick = new Redis(options.redisUrl, quickOptions)
  quick.on('error', options.onError)
  const reachable = readiness(quick)
  return {
    kind: 'redis',
    factory: createRedisBackend as QueueBackend['factory'],
    options: { prefix: options.prefix },
    eventPollMs: 10_000,
    quick,
    reachable,
    async ping() {
      await reachable()
      await quick.ping()
    },
    async forgetEvents(queueName, olderThanMs) {
      await reachable()
      const [seconds, micros] = await quick.time()
      const nowMs = Number(seconds) * 1000 + Math.floor(Number(micros) / 1000)
      await quick.xtrim(`${options.prefix}:${queueName}:events`, 'MINID', nowMs - olderThanMs)
    },
    openPatient: (role) => openPatient(options.redisUrl, role, options.onError),
    async close() {
      quick.disconnect()
    },
  }
}

/** Resolves when the client is connected, and waits only for an attempt that is under way. */
function readiness(client: Redis): () => Promise<void> {
  let waiting: Promise<void> | undefined
  return () => {
    if (client.status === 'ready') return Promise.resolve()
    if (client.status !== 'connecting' && client.status !== 'connect') {
      return Promise.reject(new Error(`Redis is away (${client.status})`))
    }
    waiting ??= new Promise<void>((resolve, reject) => {
      const settle = (finish: () => void) => () => {
        client.off('ready', ready).off('close', closed)
        waiting = undefined
        finish()
      }
      const ready = settle(resolve)
      const closed = settle(() => reject(new Error('Redis is away')))
      client.once('ready', ready).once('close', closed)
    })
    return waiting
  }
}

/** BullMQ duplicates the client it is given; the copies are kept here so that all of them can be ended. */
function openPatient(
  redisUrl: string,
  role: 'worker' | 'listener',
  onError: (error: unknown) => void,
): PatientConnection {
  // A listener works on a copy only: its original never connects.
  const client = new Redis(redisUrl, { ...patientOptions, lazyConnect: role === 'listener' })
  const all = [client]
  const duplicate = client.duplicate.bind(client)
  client.duplicate = (override) => {
    const copy = duplicate({ ...override, lazyConnect: false })
    all.push(copy)
    return copy
  }
  client.on('error', onError)
  return {
    start: (make) => Promise.resolve(make(client)),
    async destroy() {
      for (const one of all) one.disconnect()
    },
  }
}
