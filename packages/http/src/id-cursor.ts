import { AppError } from '@hg/runtime'

/** The cursor of a list in the order of ids: the last id of a page, in base64url. Null where there is no next page. */
export function writeIdCursor(last: { id: string } | undefined): string | null {
  return last ? Buffer.from(last.id.replaceAll('-', ''), 'hex').toString('base64url') : null
}

/**
 * The id within a cursor.
 *
 * @throws {AppError} `invalid_request` naming `query.cursor` for anything that is none
 */
export function readIdCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const hex = Buffer.from(cursor, 'base64url').toString('hex')
  if (hex.length === 32) return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  throw new AppError('invalid_request', undefined, {
    fields: [{ path: 'query.cursor', message: 'must be the next_cursor of an earlier answer' }],
  })
}
