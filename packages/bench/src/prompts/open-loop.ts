import { Agent, request, type OutgoingHttpHeaders } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'

/** One request that is ready to be sent. */
export interface Shot {
  headers: OutgoingHttpHeaders
  body: Buffer
}

export interface Answers {
  /** From the moment a request was due until its whole answer was there, in ms; in the order of the schedule. */
  latenciesMs: number[]
  /** The first few answers other than 200, and failures. */
  failures: string[]
  failed: number
  /** How late the last request was sent, in ms: more than a little says that the sender is what was measured. */
  sentLateMs: number
}

const connections = 64
const failuresToKeep = 3

/**
 * Sends every shot at its time, whatever became of those before: a slow answer keeps nobody from arriving, and its wait counts.
 *
 * @param shots in the order of their times
 */
export async function fireOnSchedule(url: string, perSecond: number, shots: Shot[]): Promise<Answers> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' })
  const answers: Answers = { latenciesMs: [], failures: [], failed: 0, sentLateMs: 0 }
  const beganAt = performance.now()
  const waiting = shots.map(async (shot, index) => {
    const dueAt = beganAt + (index * 1000) / perSecond
    await until(dueAt)
    answers.sentLateMs = Math.max(answers.sentLateMs, performance.now() - dueAt)
    const failure = await send(url, agent, shot).catch((error: unknown) => String(error))
    answers.latenciesMs[index] = failure === null ? performance.now() - dueAt : Infinity
    if (failure === null) return
    answers.failed += 1
    if (answers.failures.length < failuresToKeep) answers.failures.push(failure)
  })
  await Promise.all(waiting)
  agent.destroy()
  return answers
}

async function until(at: number): Promise<void> {
  for (let left = at - performance.now(); left > 0; left = at - performance.now()) await pause(Math.ceil(left))
}

/** Null for 200; what came back otherwise. */
function send(url: string, agent: Agent, { headers, body }: Shot): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        resolve(response.statusCode === 200 ? null : `${response.statusCode}: ${Buffer.concat(chunks).toString()}`)
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
