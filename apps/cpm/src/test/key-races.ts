import { submitJob } from '../jobs/submit.ts'
import type { Harness } from './harness.ts'

/** What came of many requests at once with the same idempotency key. */
export interface KeyRaces {
  keys: number
  requests: number
  /** Answers that said to come back, because the first one took too long. */
  waited: number
  /** What must never be, in words. */
  wrong: string[]
}

const keysAtOnce = 4

/**
 * Sends each key many times in parallel, as one tenant and, at the same time, once as another: one job for each tenant, and
 * the same answer for all. Another body under the key is refused, before and after.
 */
export async function raceKeys(
  h: Harness,
  options: { keys: number; parallel: number; onProgress?: (keys: number) => void },
): Promise<KeyRaces> {
  const found: KeyRaces = { keys: 0, requests: 0, waited: 0, wrong: [] }
  while (found.keys < options.keys) {
    const width = Math.min(keysAtOnce, options.keys - found.keys)
    const first = found.keys
    await Promise.all(
      Array.from({ length: width }, (_, index) => raceKey(h, found, `key-${first + index}`, options.parallel)),
    )
    found.keys += width
    options.onProgress?.(found.keys)
  }
  return found
}

async function raceKey(h: Harness, found: KeyRaces, key: string, parallel: number): Promise<void> {
  const wrong = (what: string) => found.wrong.push(`${key}: ${what}`)
  const topic = `Dry lots, ${key}`
  const stranger = { ...h.as('member'), actor: { kind: 'user' as const, id: h.stranger.users.member } }
  const theirs = h.request({ topic, client_id: h.stranger.customerId })
  const [other, ...ours] = await Promise.all([
    patiently(found, () => submitJob(h.server, stranger, theirs, key)),
    ...Array.from({ length: parallel }, () =>
      patiently(found, () => submitJob(h.server, h.as('member'), h.request({ topic }), key)),
    ),
  ])
  const ids = new Set(ours.map(({ accepted }) => accepted.job_id))
  if (ids.size !== 1) wrong(`${ids.size} jobs`)
  if (ours.filter(({ replayed }) => !replayed).length !== 1) wrong('not one answer was the first')
  if (new Set(ours.map(({ accepted }) => JSON.stringify(accepted))).size !== 1) wrong('the answers differ')
  if (!other || other.replayed || ids.has(other.accepted.job_id)) wrong('another tenant got the answer')
  const mismatched = await submitJob(h.server, h.as('member'), h.request({ topic: `${topic}, again` }), key).then(
    () => 'accepted',
    (error: { code?: string }) => error.code,
  )
  if (mismatched !== 'idempotency_mismatch') wrong(`another body was ${mismatched ?? 'refused without a code'}`)
}

/** Comes back when the answer says to, as a caller does. */
async function patiently<T>(found: KeyRaces, send: () => Promise<T>): Promise<T> {
  for (;;) {
    found.requests += 1
    try {
      return await send()
    } catch (error) {
      if ((error as { code?: string }).code !== 'idempotency_in_progress') throw error
      found.waited += 1
    }
  }
}
