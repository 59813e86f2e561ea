import { roleAllows, type Role } from '@hg/contracts'
import { type Database, roleOfActorOn } from '@hg/db'
import { AppError, type Context, notFound } from '@hg/runtime'

/**
 * The actor holds at least this role on the client.
 *
 * @throws {AppError} `not_found` for a client that is missing or not theirs to see, `forbidden` for a role too low
 */
export async function authorise(
  db: Database,
  ctx: Context,
  clientId: string,
  needed: Role,
  what: string,
): Promise<Role> {
  const role = await roleOfActorOn(db, ctx.actor, clientId)
  if (role === null) throw notFound(what)
  if (!roleAllows(role, needed)) throw new AppError('forbidden', `This needs the role ${needed}; yours is ${role}.`)
  return role
}
