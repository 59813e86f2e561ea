import type { PromptSuggestion } from '@hg/contracts'
import { getSuggestion } from '@hg/db'
import { type Context, notFound } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { cancelFound } from '../jobs/cancel.ts'
import { findSuggestion } from './get.ts'
import { presentSuggestion } from './present.ts'

/**
 * Cancels a suggestion that has not ended; what was called is charged.
 *
 * @throws {AppError} `not_found`, `forbidden`, `job_final`
 */
export async function cancelSuggestion(deps: CpmDeps, ctx: Context, id: string): Promise<PromptSuggestion> {
  const found = await findSuggestion(deps, ctx, id)
  return cancelFound(deps, ctx, found, 'suggestion', async (tx) => {
    const row = await getSuggestion(tx, id)
    if (!row) throw notFound('suggestion')
    return [row, presentSuggestion(row)]
  })
}
