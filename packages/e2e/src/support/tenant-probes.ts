import type { Job } from '@hg/contracts'
import type { Caller } from './caller.ts'
import type { Operation } from './operations.ts'
import type { Audience } from './service-token.ts'
import type { Tenant } from './tenant.ts'
import type { Ids, Probe, Probes } from './tenant-ids.ts'
import { cpmProbes } from './tenant-probes-cpm.ts'
import { imProbes } from './tenant-probes-im.ts'
import { smmProbes } from './tenant-probes-smm.ts'

/**
 * How each operation, by its id in the service's OpenAPI document, is asked for what belongs to somebody else: everywhere
 * that an id goes in. `own` are ids of the one who asks.
 */
export const probes: Record<Audience, Probes> = { cpm: cpmProbes, im: imProbes, smm: smmProbes }

/** What a probe gets: the answer, and for a request that was accepted, what became of its job. */
export interface Outcome {
  status: number
  body: unknown
  ended?: Pick<Job, 'status' | 'error_code' | 'error_message'>
}

/** Sends the probes of an operation, all at once. */
export function sendProbes(caller: Caller, operation: Operation, wanted: Probe[], asker: Tenant): Promise<Outcome[]> {
  return Promise.all(
    wanted.map(async ({ params = {}, ...options }) => {
      const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '')
      const { status, body } = await caller.call(operation.method, path, options)
      if (status !== 202) return { status, body }
      const ended = await asker.untilEnded((body as { job_id: string }).job_id)
      const { error_code, error_message } = ended
      return { status, body: null, ended: { status: ended.status, error_code, error_message } }
    }),
  )
}

/** Outcomes without what differs anyway: the request's id, and the ids that were asked for. */
export function masked(outcomes: Outcome[], ids: Ids): unknown {
  let text = JSON.stringify(outcomes).replace(/"request_id":"[^"]*"/g, '"request_id":""')
  for (const [name, id] of Object.entries(ids)) text = text.replaceAll(id as string, `<${name}>`)
  return JSON.parse(text)
}

/** The same kinds of ids, made from the given ones. */
export function mapIds(ids: Ids, make: (id: string) => string): Ids {
  const made = Object.entries(ids).map(([name, id]) => [name, make(id as string)])
  return Object.fromEntries(made) as Ids
}

/** An id that only its last digits tell from another. */
export function nextTo(id: string): string {
  return id.slice(0, -4) + (id.endsWith('0000') ? '1111' : '0000')
}
