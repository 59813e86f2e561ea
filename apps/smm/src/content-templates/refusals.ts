import { violates } from '@hg/db'
import { AppError } from '@hg/runtime'

/** A name that is taken as the caller's error; anything else as it is. */
export function toTemplateRefusal(error: unknown): unknown {
  if (!violates(error, 'content_templates_name')) return error
  const fields = [{ path: 'name', message: 'is taken; choose another one' }]
  return new AppError('conflict', 'The client has a content template of this name.', { fields, cause: error })
}
