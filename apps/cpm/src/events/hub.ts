import { isFinal, jobStatus, type JobStatus, type JobTextEvent } from '@hg/contracts'
import { TextBuffers } from './text-buffers.ts'

/** What the database tells of an event: ids only. */
export interface EventNotice {
  eventId: string
  clientId: string
  jobId: string
  status: JobStatus
}

export interface Subscription {
  /** Told of each event of the subscribed clients or job; the event itself is read under the subscriber's own rights. */
  onNotice: (notice: EventNotice) => void
  /** Told of each piece of text of the subscribed job. */
  onText?: (piece: JobTextEvent) => void
  /** Told that notices may have been missed: read the table again. */
  onGap: () => void
  /** Told that the rights of some API key have changed: ask whether the reader may still see. */
  onRights?: () => void
}

/** Passes events on within one process: one LISTEN connection and one progress listener feed every open stream. */
export class EventHub {
  readonly #texts = new TextBuffers()
  readonly #byJob = new Map<string, Set<Subscription>>()
  readonly #byClient = new Map<string, Set<Subscription>>()

  /** Takes the payload of a `job_events` notification; what it cannot read it drops. */
  notify(payload: string): void {
    const [eventId, clientId, jobId, status] = payload.split(' ')
    const known = jobStatus.safeParse(status)
    if (!eventId || !clientId || !jobId || !known.success) return
    const notice = { eventId, clientId, jobId, status: known.data }
    if (isFinal(known.data)) this.#texts.drop(jobId)
    for (const subscription of this.#byJob.get(jobId) ?? []) subscription.onNotice(notice)
    for (const subscription of this.#byClient.get(clientId) ?? []) subscription.onNotice(notice)
  }

  /** Takes a piece of a text in the making. */
  addText(piece: JobTextEvent): void {
    if (!this.#texts.add(piece)) return
    for (const subscription of this.#byJob.get(piece.job_id) ?? []) subscription.onText?.(piece)
  }

  /** Tells every stream that notices may have been missed. */
  announceGap(): void {
    for (const subscription of this.#all()) subscription.onGap()
  }

  /** Tells every stream that the rights of an API key have changed. */
  announceRights(): void {
    for (const subscription of this.#all()) subscription.onRights?.()
  }

  #all(): Set<Subscription> {
    return new Set([...this.#byJob.values(), ...this.#byClient.values()].flatMap((set) => [...set]))
  }

  textOf(jobId: string): JobTextEvent | null {
    return this.#texts.snapshot(jobId)
  }

  /** Subscribes to one job; the returned function ends it. */
  subscribeJob(jobId: string, subscription: Subscription): () => void {
    return add(this.#byJob, [jobId], subscription)
  }

  /** Subscribes to these clients; the returned function ends it. */
  subscribeClients(clientIds: string[], subscription: Subscription): () => void {
    return add(this.#byClient, clientIds, subscription)
  }
}

function add(index: Map<string, Set<Subscription>>, keys: string[], subscription: Subscription): () => void {
  for (const key of keys) {
    const set = index.get(key) ?? new Set()
    index.set(key, set.add(subscription))
  }
  return () => {
    for (const key of keys) {
      const set = index.get(key)
      set?.delete(subscription)
      if (set?.size === 0) index.delete(key)
    }
  }
}
