import type { Role } from '@hg/contracts'
import type { RouteActor } from './actors.ts'
import type { Row } from './read-routes.ts'

const strengths = ['viewer', 'member', 'admin', 'owner'] as const

export interface Place {
  id: string
  /** The client above, and everything above that. */
  parentId: string | null
  ancestors: string[]
}

/** The role that an actor has on a client by what it was given: the model, without a database. */
export function roleOf(actor: RouteActor, client: Place): Role | null {
  if (!actor.at || !actor.role) return null
  const isOwn = actor.at === client.id
  if (!isOwn && (actor.kind === 'client' || !client.ancestors.includes(actor.at))) return null
  return actor.role
}

const isAtLeast = (held: Role | null, needed: Role) =>
  held !== null && strengths.indexOf(held) >= strengths.indexOf(needed)

/** 404 for who sees nothing of a client, 403 for too weak a role; null for who may. */
function refusal(held: Role | null, needed: Role): number | null {
  if (held === null) return 404
  return isAtLeast(held, needed) ? null : 403
}

/**
 * The statuses that a case may have.
 *
 * @param places the target, the client above it, and where a move leads
 * @param takesKeys whether the service takes API keys
 */
export function expectedStatus(
  row: Row,
  actor: RouteActor,
  places: { target: Place; above: Place | null; there: Place; type: 'agency' | 'customer' },
  takesKeys: boolean,
): number[] {
  const given = typeof row.answer === 'number' || Array.isArray(row.answer) ? row.answer : row.answer[places.type]
  const answer = Array.isArray(given) ? given : [given]
  if (actor.kind === 'nobody') return [401]
  if (actor.kind === 'visitor') return row.visitor ? answer : [401]
  if (actor.kind === 'api key') {
    if (!takesKeys || !actor.role) return [401]
    if (!row.scope || (row.scope === 'content:write' && actor.role === 'viewer')) return [403]
  }
  if (row.person && (actor.kind !== 'user' || !actor.at)) return [row.others ?? 403]
  if (row.anybody || row.person || row.visitor) return answer
  const held = roleOf(actor, places.target)
  const refused = refusal(held, row.needs ?? 'owner')
  if (row.hidden) return refused === null ? answer : [404]
  if (refused !== null && !row.there) return [refused]
  const there = row.there ? refusal(roleOf(actor, places.there), row.there) : null
  // Where both are refused, either may be said: about one's own client 403 tells nothing about the other.
  if (refused !== null || there !== null) return [refused, there].filter((one) => one !== null)
  const isAbove = !row.above || (places.above !== null && isAtLeast(roleOf(actor, places.above), row.above))
  return isAbove ? answer : [403]
}

/** Whether the target's id must be in an answer; null where nothing is said about it. */
export function expectedToShow(row: Row, actor: RouteActor, target: Place): boolean | null {
  return row.shows ? isAtLeast(roleOf(actor, target), row.shows) : null
}
