import type { PromptFinding, PromptSaved, PromptText, SavePromptVersionRequest } from '@hg/contracts'
import { getPrompt, insertPromptVersion, type PromptRow, type Queryable, withTenant, writeAudit } from '@hg/db'
import { type Context, notFound } from '@hg/runtime'
import { textOf } from '../validation/validate-version.ts'
import { requireValid } from './check.ts'
import type { TemplateDeps } from './deps.ts'
import { changedParts, differencesBetween, tidyText } from './differences.ts'
import { findPromptToChange, requireBase } from './find.ts'
import { presentPrompt } from './present.ts'

/**
 * Makes a new version of a template, which is not in use until it is activated. A text that says what the latest version
 * says makes none.
 *
 * @throws {AppError} `not_found`, `forbidden`, `conflict` when there is a later version, `template_invalid`
 */
export async function savePromptVersion(
  deps: TemplateDeps,
  ctx: Context,
  id: string,
  input: SavePromptVersionRequest,
): Promise<PromptSaved> {
  const text = tidyText(textOf(input))
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await findPromptToChange(tx, id, 'member')
    const latest = await requireBase(tx, row, input.base_version, text)
    const saved = await storeText(tx, ctx, row, latest, text, {
      action: 'prompt.version_added',
      message: input.message,
    })
    return { ...(await presentPrompt(tx, saved?.row ?? row, saved?.findings)), made: saved !== null }
  })
}

/** Stores a text as the next version, with its audit row, and tells what is to be said of it; null when the latest says the same. */
export async function storeText(
  tx: Queryable,
  ctx: Context,
  row: PromptRow,
  latest: PromptText,
  text: PromptText,
  how: { action: 'prompt.version_added' | 'prompt.rolled_back'; message: string | undefined; restoredFrom?: number },
): Promise<{ row: PromptRow; findings: PromptFinding[] } | null> {
  const { client_id, kind, name, content_type, latest_version } = row
  const parts = changedParts(differencesBetween(latest, text))
  if (parts.length === 0) return null
  const findings = await requireValid(tx, row, text)
  const { action, restoredFrom = null } = how
  const message = how.message || null
  const version = latest_version + 1
  await insertPromptVersion(tx, {
    template_id: row.template_id,
    ...{ client_id, kind, name, content_type, version, message },
    ...text,
    is_active: false,
    restored_from: restoredFrom,
  })
  await writeAudit(tx, ctx, {
    clientId: client_id,
    action,
    targetType: 'prompt',
    targetId: row.template_id,
    label: name,
    before: { version: latest_version },
    after: { version, message, parts },
    facts: {
      version,
      from_version: latest_version,
      ...(restoredFrom === null ? {} : { restored_from: restoredFrom }),
      parts,
    },
  })
  const saved = await getPrompt(tx, row.template_id)
  if (!saved) throw notFound('template')
  return { row: saved, findings }
}
