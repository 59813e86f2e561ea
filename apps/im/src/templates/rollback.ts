import type { Prompt, RollbackPromptRequest } from '@hg/contracts'
import { withTenant } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import { textOf } from '../validation/validate-version.ts'
import type { TemplateDeps } from './deps.ts'
import { findPromptToChange, requireBase } from './find.ts'
import { presentPrompt } from './present.ts'
import { requireVersion } from './require-version.ts'
import { storeText } from './save.ts'

/**
 * Makes a new version that says what an earlier one said. The versions in between stay; none comes into use by it.
 *
 * @throws {AppError} `not_found`, also for a version that does not exist; `forbidden`; `conflict` when there is a later
 * version; `unprocessable` when the earlier version says what the latest says; `template_invalid` when it can be used no more
 */
export async function rollBackPrompt(
  deps: TemplateDeps,
  ctx: Context,
  id: string,
  input: RollbackPromptRequest,
): Promise<Prompt> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await findPromptToChange(tx, id, 'member')
    const earlier = textOf(await requireVersion(tx, id, input.version))
    const latest = await requireBase(tx, row, input.base_version, earlier)
    const saved = await storeText(tx, ctx, row, latest, earlier, {
      action: 'prompt.rolled_back',
      message: input.message,
      restoredFrom: input.version,
    })
    if (!saved)
      throw new AppError('unprocessable', `Version ${input.version} says what version ${row.latest_version} says.`)
    return presentPrompt(tx, saved.row, saved.findings)
  })
}
