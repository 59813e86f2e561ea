import { roleAllows } from '@hg/contracts'
import { type Queryable, roleOn } from '@hg/db'
import { AppError } from '@hg/runtime'

/**
 * Authorises what is decided above a client: making, ending and moving it. The client itself is the caller's to see, so
 * that the one above may be spoken of, also where it is not.
 *
 * @throws {AppError} `forbidden`
 */
export async function requireRoleAbove(tx: Queryable, parentId: string): Promise<void> {
  const held = await roleOn(tx, parentId)
  if (held === null || !roleAllows(held, 'admin'))
    throw new AppError('forbidden', 'This needs the role admin on the client above.')
}
