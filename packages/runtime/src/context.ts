import type { Actor } from './actor.ts'

/** What every verb knows of the call it serves. */
export interface Context {
  actor: Actor
  requestId: string
}
