import type { ContentTypeOrAny, Role } from '@hg/contracts'
import { getStrategy, lockStrategy, type Queryable, strategyAuthors, type StrategyRow } from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, notFound } from '@hg/runtime'
import { differencesBetween, type TextOfStrategy } from './differences.ts'
import { presentCurrent } from './present.ts'

/**
 * A strategy that the actor has this role on.
 *
 * @throws {AppError} `not_found` for one that is not theirs to see, `forbidden` for too weak a role
 */
export async function findStrategy(tx: Queryable, id: string, needed: Role): Promise<StrategyRow> {
  const row = await getStrategy(tx, id)
  if (!row) throw notFound('strategy')
  await requireRole(tx, row.client_id, needed, 'strategy')
  return row
}

/**
 * A strategy that the actor may change, kept for this transaction, at the version that the change is based on.
 *
 * @param yours what would be saved, for the answer to somebody who was slower
 * @throws {AppError} `not_found`, `forbidden`, `conflict` with both texts and what differs
 */
export async function findStrategyToChange(
  tx: Queryable,
  id: string,
  baseVersion: number,
  yours?: TextOfStrategy,
): Promise<StrategyRow> {
  await findStrategy(tx, id, 'admin')
  await lockStrategy(tx, id)
  // After the wait, which may have been long: the policies would pass over the change without a word.
  const row = await findStrategy(tx, id, 'admin')
  if (row.version === baseVersion) return row
  const current = presentCurrent(row, await strategyAuthors(tx, row.client_id))
  throw new AppError('conflict', `Version ${row.version} is there already; yours was based on ${baseVersion}.`, {
    stale: {
      current,
      yours: { version: baseVersion, ...yours },
      ...(yours ? { differences: differencesBetween(row, yours) } : {}),
    },
  })
}

/** As which content type a strategy can be shown: its own, or any for one that is for any content. */
export function checkShownAs(contentType: ContentTypeOrAny, shownAs: ContentTypeOrAny = contentType): ContentTypeOrAny {
  if (contentType === 'any' || shownAs === contentType) return shownAs
  throw new AppError('unprocessable', `The strategy is for ${contentType}, not for ${shownAs}.`, {
    fields: [{ path: 'shown_as', message: `must be ${contentType}` }],
  })
}
