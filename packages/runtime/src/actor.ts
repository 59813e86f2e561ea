/** Who acts: a person, an API key, or a service on behalf of one client (a worker writing that client's job). */
export interface Actor {
  kind: 'user' | 'key' | 'client'
  id: string
}

const pattern = /^(user|key|client):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

/** `user:<uuid>`, as tokens, the database and the audit write an actor. */
export function formatActor(actor: Actor): string {
  return `${actor.kind}:${actor.id}`
}

/** Reads `user:<uuid>`; null for anything else. */
export function parseActor(text: string): Actor | null {
  const match = pattern.exec(text)
  return match ? { kind: match[1] as Actor['kind'], id: match[2] ?? '' } : null
}
