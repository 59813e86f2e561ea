/** Who sees what, said once more and without a database: a plain world, and one function over it. */

export const memberRoles = ['viewer', 'member', 'admin', 'owner'] as const
export type MemberRole = (typeof memberRoles)[number]

export interface World {
  clients: Map<string, { id: string; type: string; parentId: string | null; archived: boolean }>
  memberships: { userId: string; clientId: string; role: MemberRole }[]
  keys: Map<
    string,
    { id: string; clientId: string; scopes: string[]; life: 'endless' | 'ends later' | 'ended' | 'revoked' }
  >
}

export interface ModelActor {
  kind: 'user' | 'key' | 'client' | 'visitor'
  id: string
}

/** A client and everything above it, nearest first. */
export function lineage(world: World, clientId: string): string[] {
  const line: string[] = []
  let at = world.clients.get(clientId)
  while (at) {
    line.push(at.id)
    at = at.parentId === null ? undefined : world.clients.get(at.parentId)
  }
  return line
}

/** The actor's strongest role on a client; null for a client that they must not know of. */
export function roleOn(world: World, actor: ModelActor | null, clientId: string): MemberRole | null {
  const line = lineage(world, clientId)
  if (actor?.kind === 'user') {
    const held = world.memberships.filter((one) => one.userId === actor.id && line.includes(one.clientId))
    return memberRoles.findLast((role) => held.some((one) => one.role === role)) ?? null
  }
  if (actor?.kind === 'key') {
    const key = world.keys.get(actor.id)
    if (!key || key.life === 'ended' || key.life === 'revoked' || !line.includes(key.clientId)) return null
    return key.scopes.includes('content:write') ? 'member' : 'viewer'
  }
  return actor?.kind === 'client' && line[0] === actor.id ? 'member' : null
}

export const isAtLeast = (held: MemberRole | null, needed: MemberRole): boolean =>
  held !== null && memberRoles.indexOf(held) >= memberRoles.indexOf(needed)

/** Clients on which the actor holds at least this role. */
export function clientsOf(world: World, actor: ModelActor | null, needed: MemberRole): string[] {
  return [...world.clients.keys()].filter((id) => isAtLeast(roleOn(world, actor, id), needed)).sort()
}

/** Whether a client, or one above it, is archived. */
export function isArchived(world: World, clientId: string): boolean {
  return lineage(world, clientId).some((id) => world.clients.get(id)?.archived)
}

/** Clients whose rows of a table the actor may read. */
export const readersOf = {
  clients: 'viewer',
  client_slugs: 'viewer',
  jobs: 'viewer',
  strategies: 'viewer',
  strategy_versions: 'viewer',
  content_templates: 'viewer',
  retention_policies: 'viewer',
  budgets: 'viewer',
  budget_months: 'viewer',
  usage_daily: 'viewer',
  budget_reservations: 'viewer',
  idempotency_keys: 'member',
  api_keys: 'admin',
  memberships: 'admin',
  invites: 'admin',
  purge_runs: 'admin',
} as const satisfies Record<string, MemberRole>
