import type { ErasedPerson, ErasePersonRequest } from '@hg/contracts'
import { erasablePersonEmail, erasePerson as erase, violates, withTenant } from '@hg/db'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'

/**
 * Erases a person for good: account, roles, sessions, second factor, invites, and their name, address and where they came
 * from in the audit. Content that they asked for belongs to its client and stays. For the person, and for whoever owns
 * every client that the person has a role on.
 *
 * @throws {AppError} `not_found`, `invalid_request` for another address, `last_owner`
 */
export async function erasePerson(
  deps: SmmDeps,
  ctx: Context,
  input: ErasePersonRequest & { person_id: string },
): Promise<ErasedPerson> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const email = await erasablePersonEmail(tx, input.person_id)
    if (email === null) throw notFound('person')
    if (input.confirm.trim().toLowerCase() !== email) {
      const fields = [{ path: 'confirm', message: 'must be the person’s e-mail address' }]
      throw new AppError('invalid_request', undefined, { fields })
    }
    const went = await erase(tx, input.person_id, ctx.requestId)
    if (!went) throw notFound('person')
    return went
  }).catch((error: unknown) => {
    if (!violates(error, 'memberships_last_owner')) throw error
    const detail = 'This person is the last owner of a client. Make somebody else an owner first.'
    throw new AppError('last_owner', detail, { cause: error })
  })
}
