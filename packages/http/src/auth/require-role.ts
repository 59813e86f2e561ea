import { type Role, roleAllows } from '@hg/contracts'
import { type Database, type Queryable, roleOfActorOn, roleOn } from '@hg/db'
import { type Actor, AppError, notFound } from '@hg/runtime'

/**
 * Authorises the transaction's actor on a client.
 *
 * @param what names the missing thing, as in `client` or `job`
 * @returns the actor's role there
 * @throws {AppError} `not_found` when the client is not theirs to see, as for an id that does not exist; `forbidden`
 * when their role is too weak
 */
export async function requireRole(tx: Queryable, clientId: string, needed: Role, what: string): Promise<Role> {
  return requireHeld(await roleOn(tx, clientId), needed, what)
}

/** The same before a transaction begins, in one round trip. */
export async function requireRoleOf(
  db: Database,
  actor: Actor,
  clientId: string,
  needed: Role,
  what: string,
): Promise<Role> {
  return requireHeld(await roleOfActorOn(db, actor, clientId), needed, what)
}

/** The same for a role that was asked for with something else. */
export function requireHeld(held: Role | null, needed: Role, what: string): Role {
  if (held === null) throw notFound(what)
  if (!roleAllows(held, needed)) throw new AppError('forbidden', `This needs the role ${needed}; yours is ${held}.`)
  return held
}
