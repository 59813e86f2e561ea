import { getMe, type MeRow, type Queryable } from '@hg/db'
import { notFound } from '@hg/runtime'

/**
 * The acting person: notifications are told to people alone.
 *
 * @throws {AppError} `not_found` for an actor that is no person
 */
export async function requirePerson(tx: Queryable): Promise<MeRow> {
  const me = await getMe(tx)
  if (!me) throw notFound('person')
  return me
}
