import { type Role, roleAllows } from '@hg/contracts'
import { violates } from '@hg/db'
import { AppError } from '@hg/runtime'

/**
 * Nobody touches more than they hold: an admin neither makes owners nor changes or removes one.
 *
 * @throws {AppError} `forbidden`
 */
export function requireReach(held: Role, touched: Role, what: string): void {
  if (!roleAllows(held, touched))
    throw new AppError('forbidden', `${what} takes the role ${touched}; yours is ${held}.`)
}

/** Runs a change and says in our words that it would leave a client without an owner. */
export async function keepingAnOwner<T>(change: () => Promise<T>): Promise<T> {
  try {
    return await change()
  } catch (error) {
    if (!violates(error, 'memberships_last_owner')) throw error
    throw new AppError(
      'last_owner',
      'Nobody else owns this client or one above it. Make somebody else an owner first.',
      {
        cause: error,
      },
    )
  }
}
