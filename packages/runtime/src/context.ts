import type { Actor } from './actor.ts'

/** What every verb knows of the call it serves. */
export interface Context {
  actor: Actor
  requestId: string
  /** The caller's IP address: the browser's where a signed token names it. Null for work that nobody waits for. */
  address: string | null
  /** The session in which a person acts, where a signed token names it. */
  sessionId?: string
}
