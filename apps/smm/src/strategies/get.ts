import type { ContentTypeOrAny, Strategy } from '@hg/contracts'
import { withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import type { SmmDeps } from '../deps.ts'
import { checkShownAs, findStrategy } from './find.ts'
import { presentStrategy } from './present.ts'

/**
 * A strategy with what it inherits, what comes out with it, and its conflicts.
 *
 * @throws {AppError} `not_found` for one that is not the caller's to see, `unprocessable` for another content type
 */
export async function readStrategy(
  deps: SmmDeps,
  ctx: Context,
  input: { id: string; shown_as?: ContentTypeOrAny | undefined },
): Promise<Strategy> {
  return withTenant(
    deps.db,
    ctx.actor,
    async (tx) => {
      const row = await findStrategy(tx, input.id, 'viewer')
      return presentStrategy(tx, row, checkShownAs(row.content_type, input.shown_as))
    },
    { snapshot: true },
  )
}
