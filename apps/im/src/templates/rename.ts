import type { ChangePromptRequest, Prompt } from '@hg/contracts'
import { renamePrompt, withTenant, writeAudit } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import type { TemplateDeps } from './deps.ts'
import { findPromptToChange } from './find.ts'
import { presentPrompt } from './present.ts'

/**
 * Renames a prompt: all its versions, and none is made by it. There is no deletion, since pieces name the version that
 * they were made by.
 *
 * @throws {AppError} `not_found`, `forbidden`, `unprocessable` for a partial, which others call by its name
 */
export async function renameTemplate(
  deps: TemplateDeps,
  ctx: Context,
  id: string,
  { name }: ChangePromptRequest,
): Promise<Prompt> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await findPromptToChange(tx, id, 'admin')
    if (row.name === name) return presentPrompt(tx, row)
    if (row.kind === 'partial')
      throw new AppError('unprocessable', 'A partial keeps its name: templates render it by that.', {
        fields: [{ path: 'name', message: `must stay ${row.name}` }],
      })
    await renamePrompt(tx, id, name)
    await writeAudit(tx, ctx, {
      clientId: row.client_id,
      action: 'prompt.renamed',
      targetType: 'prompt',
      targetId: id,
      label: name,
      before: { name: row.name },
      after: { name },
    })
    return presentPrompt(tx, { ...row, name })
  })
}
