import { mergeStrategies, type ContentTypeOrAny } from '@hg/contracts'
import { lineageStrategy, listModels, listPartials, type Queryable } from '@hg/db'
import type { ValidationContext } from './validate-version.ts'

/**
 * What a client's versions of a content type are validated beside, as it is now: its partials, its strategy, the catalogue. For
 * `any` that is what all content types share.
 */
export async function readSurroundings(
  tx: Queryable,
  clientId: string,
  contentType: ContentTypeOrAny,
): Promise<ValidationContext> {
  // Sent together.
  const [partials, layers, models] = await Promise.all([
    listPartials(tx, clientId),
    lineageStrategy(tx, clientId, contentType),
    listModels(tx),
  ])
  return { partials, strategy: mergeStrategies(layers).effective, models }
}
