import type { PromptValidation, ValidatePromptRequest } from '@hg/contracts'
import { type Database, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import { readSurroundings } from './read-surroundings.ts'
import { examineVersion, textOf } from './validate-version.ts'

/**
 * What is to be said of a text, as it would be saved for this client. Stores nothing.
 *
 * @throws {AppError} `not_found`, `unavailable`
 */
export async function validateText(
  deps: { db: Database },
  ctx: Context,
  input: ValidatePromptRequest,
): Promise<PromptValidation> {
  const { client_id, kind, name, content_type } = input
  const surroundings = await withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, client_id, 'viewer', 'client')
    return readSurroundings(tx, client_id, content_type)
  })
  return examineVersion({ kind, name, content_type, ...textOf(input) }, surroundings)
}
