import { type MovePromptLabelRequest, type Prompt, roleAllows } from '@hg/contracts'
import {
  deletePromptLabel,
  listPromptLabelRules,
  type PromptRow,
  putPromptLabel,
  type Queryable,
  withTenant,
  writeAudit,
} from '@hg/db'
import { requireRole } from '@hg/http'
import { AppError, type Context, notFound } from '@hg/runtime'
import type { TemplateDeps } from './deps.ts'
import { findPromptToChange } from './find.ts'
import { presentPrompt, readLabels } from './present.ts'
import { requireVersion } from './require-version.ts'

/**
 * Points a label at a version, from wherever it is. Members move labels; those that are protected, admins.
 *
 * @throws {AppError} `not_found`, also for a version that does not exist; `forbidden`; `conflict` when the label is
 * somewhere else than `base`
 */
export async function moveLabel(
  deps: TemplateDeps,
  ctx: Context,
  id: string,
  label: string,
  { version, base }: MovePromptLabelRequest,
): Promise<Prompt> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await findPromptToChange(tx, id, 'member')
    await requireLabelRole(tx, row, label)
    await requireVersion(tx, id, version)
    const at = await requirePlace(tx, row, label, base)
    if (at === version) return presentPrompt(tx, row)
    await putPromptLabel(tx, { client_id: row.client_id, template_id: id, label, version })
    await writeAudit(tx, ctx, {
      ...targetOf(row),
      action: 'prompt.label_moved',
      before: { [label]: at },
      after: { [label]: version },
      facts: { label, version, from_version: at },
    })
    return presentPrompt(tx, row)
  })
}

/**
 * Takes a label away from a template.
 *
 * @throws {AppError} `not_found`, `forbidden`, `conflict` when the label is somewhere else than `base`
 */
export async function removeLabel(
  deps: TemplateDeps,
  ctx: Context,
  id: string,
  label: string,
  base: number,
): Promise<Prompt> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await findPromptToChange(tx, id, 'member')
    const at = (await readLabels(tx, row)).find((one) => one.label === label)?.version
    if (at === undefined) throw notFound('label')
    await requireLabelRole(tx, row, label)
    await requirePlace(tx, row, label, base)
    await deletePromptLabel(tx, id, label)
    await writeAudit(tx, ctx, {
      ...targetOf(row),
      action: 'prompt.label_removed',
      before: { [label]: at },
      after: { [label]: null },
      facts: { label, version: at },
    })
    return presentPrompt(tx, row)
  })
}

function targetOf(row: PromptRow) {
  return { clientId: row.client_id, targetType: 'prompt', targetId: row.template_id, label: row.name }
}

async function requireLabelRole(tx: Queryable, row: PromptRow, label: string): Promise<void> {
  const held = await requireRole(tx, row.client_id, 'member', 'template')
  if (roleAllows(held, 'admin')) return
  if (!(await listPromptLabelRules(tx, row.client_id)).includes(label)) return
  throw new AppError('forbidden', `The label “${label}” is protected: admins move it; your role is ${held}.`)
}

/** Where the label is, null for nowhere; throws `conflict` when the caller saw it somewhere else. */
async function requirePlace(tx: Queryable, row: PromptRow, label: string, base: number | null): Promise<number | null> {
  const at = (await readLabels(tx, row)).find((one) => one.label === label)?.version ?? null
  if (at === base) return at
  const now = at === null ? 'on no version' : `on version ${at}`
  throw new AppError('conflict', `The label “${label}” is ${now} by now; you saw it on ${base ?? 'none'}.`, {
    fields: [{ path: 'base', message: `must be ${at ?? 'null'}` }],
  })
}
