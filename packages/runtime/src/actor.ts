/**
 * Who acts: a person, an API key, a service on behalf of one client (a worker writing that client's job), or a visitor:
 * somebody who is not signed in, to whom the database shows nothing.
 */
export interface Actor {
  kind: 'user' | 'key' | 'client' | 'visitor'
  id: string
}

/** Whoever is not signed in. All visitors are one actor, with the nil UUID. */
export const visitor: Readonly<Actor> = { kind: 'visitor', id: '00000000-0000-0000-0000-000000000000' }

const pattern = /^(user|key|client):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** `user:<uuid>`, as tokens, the database and the audit write an actor. */
export function formatActor(actor: Actor): string {
  return `${actor.kind}:${actor.id}`
}

/** Reads `user:<uuid>`; null for anything else. */
export function parseActor(text: string): Actor | null {
  if (text === formatActor(visitor)) return { ...visitor }
  const match = pattern.exec(text)
  return match ? { kind: match[1] as Actor['kind'], id: match[2] ?? '' } : null
}
