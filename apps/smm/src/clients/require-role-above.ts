import { roleAllows } from '@hg/contracts'
import { type Queryable, roleOn } from '@hg/db'
import { AppError } from '@hg/runtime'

/**
 * Authorises what is decided above a client: making, ending and moving it. The client itself is the caller's to see, so
 * that the one above may be spoken of, also where it is not.
 *
 * @param parentId null where the caller may not see it
 * @returns the id of the client above
 * @throws {AppError} `forbidden`
 */
export async function requireRoleAbove(tx: Queryable, parentId: string | null): Promise<string> {
  const held = parentId === null ? null : await roleOn(tx, parentId)
  if (parentId === null || held === null || !roleAllows(held, 'admin'))
    throw new AppError('forbidden', 'This needs the role admin on the client above.')
  return parentId
}
