import { AppError } from '@hg/runtime'

/**
 * The cursor of a list of versions, newest first: the last version that was seen.
 *
 * @throws {AppError} `invalid_request` naming `query.cursor` for anything that is no version's number
 */
export function readVersionCursor(cursor: string | undefined): { before?: number } {
  if (cursor === undefined) return {}
  const version = Number(cursor)
  if (Number.isSafeInteger(version) && version > 0 && version < 2 ** 31) return { before: version }
  throw new AppError('invalid_request', 'The cursor is not one of this list.', {
    fields: [{ path: 'query.cursor', message: 'is not a cursor of this list' }],
  })
}
