import type { ChangePromptRequest, Prompt } from '@hg/contracts'
import { openPrompt, type PromptRow, type Queryable, renamePrompt, withTenant, writeAudit } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'
import type { TemplateDeps } from './deps.ts'
import { findPromptToChange } from './find.ts'
import { presentPrompt } from './present.ts'
import { listRenderedPartials } from './uses.ts'

/**
 * Changes what belongs to a template as a whole: a prompt's name, and whether those below its client may read it. No version is
 * made by it. There is no deletion, since pieces name the version that they were made by.
 *
 * @throws {AppError} `not_found`, `forbidden`, `unprocessable` for the name of a partial, which others call by it
 */
export async function changeTemplate(
  deps: TemplateDeps,
  ctx: Context,
  id: string,
  { name, open_below }: ChangePromptRequest,
): Promise<Prompt> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await findPromptToChange(tx, id, 'admin')
    const named = name === undefined ? row : await rename(tx, ctx, row, name)
    return presentPrompt(tx, open_below === undefined ? named : await open(tx, ctx, named, open_below))
  })
}

async function rename(tx: Queryable, ctx: Context, row: PromptRow, name: string): Promise<PromptRow> {
  if (row.name === name) return row
  if (row.kind === 'partial')
    throw new AppError('unprocessable', 'A partial keeps its name: templates render it by that.', {
      fields: [{ path: 'name', message: `must stay ${row.name}` }],
    })
  await renamePrompt(tx, row.template_id, name)
  await writeAudit(tx, ctx, {
    clientId: row.client_id,
    action: 'prompt.renamed',
    targetType: 'prompt',
    targetId: row.template_id,
    label: name,
    before: { name: row.name },
    after: { name },
  })
  return { ...row, name }
}

async function open(tx: Queryable, ctx: Context, row: PromptRow, isOpen: boolean): Promise<PromptRow> {
  const partials = isOpen ? await listRenderedPartials(tx, row) : []
  for (const one of [row, ...partials]) {
    if (one.open_below === isOpen) continue
    await openPrompt(tx, one.template_id, isOpen)
    await writeAudit(tx, ctx, {
      clientId: row.client_id,
      action: isOpen ? 'prompt.opened' : 'prompt.closed',
      targetType: 'prompt',
      targetId: one.template_id,
      label: one.name,
      before: { open_below: !isOpen },
      after: { open_below: isOpen },
      facts: one === row ? {} : { opened_with: row.template_id },
    })
  }
  return { ...row, open_below: isOpen }
}
