import type { Prompt } from '@hg/contracts'
import { withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import type { TemplateDeps } from './deps.ts'
import { findPromptToRead } from './find.ts'
import { presentPrompt } from './present.ts'

/**
 * A template with its latest version and the one in use, its labels, its partials and what is to be said of it.
 *
 * @throws {AppError} `not_found` for one that is not the caller's to read
 */
export async function readPrompt(deps: TemplateDeps, ctx: Context, id: string): Promise<Prompt> {
  return withTenant(deps.db, ctx.actor, async (tx) => presentPrompt(tx, await findPromptToRead(tx, id)), {
    snapshot: true,
  })
}
