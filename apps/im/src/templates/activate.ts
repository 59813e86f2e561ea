import type { ActivatePromptRequest, DeactivatePromptRequest, Prompt } from '@hg/contracts'
import {
  getPrompt,
  type PromptRow,
  type PromptVersionTextRow,
  type Queryable,
  runningVariants,
  setProduction,
  violates,
  withTenant,
  writeAudit,
} from '@hg/db'
import { AppError, type Context, notFound } from '@hg/runtime'
import { requireValid } from './check.ts'
import type { TemplateDeps } from './deps.ts'
import { differingVariables } from './differing-variables.ts'
import { findPromptToChange } from './find.ts'
import { makeRoom } from './make-room.ts'
import { presentPrompt } from './present.ts'
import { requireVersion } from './require-version.ts'
import { requireUsersIntact } from './uses.ts'

/**
 * Brings a version of a template into use. Every instance uses it from then on.
 *
 * @throws {AppError} `not_found`, `forbidden`; `conflict` when another version than `base` is in use, or another template
 * for the content type than `replaces`; `template_invalid` when the version, or one that renders it, would not work
 */
export async function activatePrompt(
  deps: TemplateDeps,
  ctx: Context,
  id: string,
  input: ActivatePromptRequest,
): Promise<Prompt> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await findPromptToChange(tx, id, 'admin')
    requireInUse(row, input.base)
    return presentPrompt(tx, await bringIntoUse(tx, ctx, row, input))
  }).catch(refuseSecondInUse)
}

/**
 * Brings a version into use within a transaction that holds the client's prompts (`findPromptToChange`), with its audit
 * row. Nothing happens when it is in use already.
 *
 * @param facts more of why, for the audit
 * @throws {AppError} as {@link activatePrompt}, but for `base`
 */
export async function bringIntoUse(
  tx: Queryable,
  ctx: Context,
  row: PromptRow,
  { version, replaces }: Pick<ActivatePromptRequest, 'version' | 'replaces'>,
  facts: Record<string, string | number | boolean | null> = {},
): Promise<PromptRow> {
  const text = await requireVersion(tx, row.template_id, version)
  if (row.version === version) return row
  await requireValid(tx, row, text)
  if (row.kind === 'partial') await requireUsersIntact(tx, row, text.template)
  else await requireTriedAlike(tx, row, text)
  if (row.version === null || replaces !== undefined) await makeRoom(tx, ctx, row, replaces)
  await setProduction(tx, row.template_id, version)
  await writeAudit(tx, ctx, {
    clientId: row.client_id,
    action: 'prompt.activated',
    targetType: 'prompt',
    targetId: row.template_id,
    label: row.name,
    before: { version: row.version },
    after: { version },
    facts: { version, from_version: row.version, ...(replaces ? { replaced: replaces } : {}), ...facts },
  })
  return reread(tx, row)
}

/**
 * Takes a template out of use: what it served is served by the next one above, should there be one.
 *
 * @throws {AppError} `not_found`, `forbidden`; `conflict` when another version than `base` is in use, or none;
 * `template_invalid` for a partial that templates in use render
 */
export async function deactivatePrompt(
  deps: TemplateDeps,
  ctx: Context,
  id: string,
  { base }: DeactivatePromptRequest,
): Promise<Prompt> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    const row = await findPromptToChange(tx, id, 'admin')
    requireInUse(row, base)
    if (row.kind === 'partial') await requireUsersIntact(tx, row, null)
    await setProduction(tx, id, null)
    await writeAudit(tx, ctx, {
      clientId: row.client_id,
      action: 'prompt.deactivated',
      targetType: 'prompt',
      targetId: id,
      label: row.name,
      before: { version: row.version },
      after: { version: null },
      facts: { version: row.version },
    })
    return presentPrompt(tx, await reread(tx, row))
  })
}

/** Requests are judged by the version in use: what experiments give them in its place has to take the same variables. */
async function requireTriedAlike(tx: Queryable, row: PromptRow, text: PromptVersionTextRow): Promise<void> {
  for (const tried of await runningVariants(tx, row.template_id)) {
    const differing = differingVariables(text, tried)
    if (differing.length === 0) continue
    const message = `An experiment that runs tries version ${tried.version}, which does not take the variables that version ${text.version} takes (${differing.join(', ')}): pieces would fail by it. Stop that experiment first.`
    throw new AppError('conflict', message, { fields: [{ path: 'version', message }] })
  }
}

async function reread(tx: Queryable, { template_id }: PromptRow): Promise<PromptRow> {
  const row = await getPrompt(tx, template_id)
  if (!row) throw notFound('template')
  return row
}

function requireInUse(row: PromptRow, base: number | null): void {
  if (row.version === base) return
  const now = row.version === null ? 'No version is' : `Version ${row.version} is`
  throw new AppError('conflict', `${now} in use by now; you saw ${base === null ? 'none' : `version ${base}`} there.`, {
    fields: [{ path: 'base', message: `must be ${row.version ?? 'null'}` }],
  })
}

/** Two that come into use at once, past the lock: the second is told. */
function refuseSecondInUse(error: unknown): never {
  if (!violates(error, 'prompt_templates_one_active')) throw error
  throw new AppError('conflict', 'Another template came into use for this content type in the meantime.', {
    cause: error,
  })
}
