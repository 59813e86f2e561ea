import { violates } from '@hg/db'
import { AppError } from '@hg/runtime'

export const slugTaken = 'clients_slug_key'

/** What the database refused of a client's name, slug or place, as the caller's error; anything else as it is. */
export function toClientRefusal(error: unknown): unknown {
  if (violates(error, slugTaken)) {
    const fields = [{ path: 'slug', message: 'is taken; choose another one' }]
    return new AppError('conflict', 'Another client has, or had, this slug.', { fields, cause: error })
  }
  if (violates(error, 'clients_parent_archived')) {
    const fields = [{ path: 'parent_id', message: 'must name a client that is not archived' }]
    return new AppError('client_archived', 'The client above is archived. Restore it first.', { fields, cause: error })
  }
  return error
}
