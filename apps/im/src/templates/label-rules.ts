import { productionLabel, type PromptLabelRule, type PromptLabelRules } from '@hg/contracts'
import {
  listPromptLabelRules,
  listPromptLabels,
  listPrompts,
  type Queryable,
  setPromptLabelRule,
  withTenant,
  writeAudit,
} from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'
import type { TemplateDeps } from './deps.ts'
import { lockPromptsAs } from './find.ts'

/**
 * The labels of a client: those that its templates carry and those that are protected there, `production` first.
 *
 * @throws {AppError} `not_found` for a client that is not the caller's to see
 */
export async function listLabelRules(deps: TemplateDeps, ctx: Context, clientId: string): Promise<PromptLabelRules> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'viewer', 'client')
    return { items: await readRules(tx, clientId) }
  })
}

/**
 * Protects a label, so that admins alone move it on the templates of this client, or lets members move it.
 *
 * @throws {AppError} `not_found`, `forbidden`
 */
export async function changeLabelRule(
  deps: TemplateDeps,
  ctx: Context,
  clientId: string,
  label: string,
  isProtected: boolean,
): Promise<PromptLabelRules> {
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await lockPromptsAs(tx, clientId, 'admin')
    const wasProtected = (await listPromptLabelRules(tx, clientId)).includes(label)
    if (wasProtected !== isProtected) {
      await setPromptLabelRule(tx, clientId, label, isProtected)
      await writeAudit(tx, ctx, {
        clientId,
        action: isProtected ? 'prompt.label_protected' : 'prompt.label_unprotected',
        targetType: 'client',
        targetId: clientId,
        label,
        before: { protected: wasProtected },
        after: { protected: isProtected },
        facts: { label },
      })
    }
    return { items: await readRules(tx, clientId) }
  })
}

async function readRules(tx: Queryable, clientId: string): Promise<PromptLabelRule[]> {
  const rules = await listPromptLabelRules(tx, clientId)
  const carried = await listPromptLabels(tx, clientId)
  const inUse = (await listPrompts(tx, clientId)).filter(({ version }) => version !== null)
  const names = new Set([...rules, ...carried.map(({ label }) => label)])
  return [
    { label: productionLabel, protected: true, templates: inUse.length },
    ...[...names].sort().map((label) => ({
      label,
      protected: rules.includes(label),
      templates: carried.filter((one) => one.label === label).length,
    })),
  ]
}
