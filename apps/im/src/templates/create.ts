import type { CreatePromptRequest, Prompt } from '@hg/contracts'
import { getPrompt, insertPromptVersion, violates, withTenant, writeAudit } from '@hg/db'
import { AppError, type Context, notFound } from '@hg/runtime'
import { textOf } from '../validation/validate-version.ts'
import { requireValid } from './check.ts'
import type { TemplateDeps } from './deps.ts'
import { tidyText } from './differences.ts'
import { lockPromptsAs } from './find.ts'
import { makeRoom } from './make-room.ts'
import { presentPrompt } from './present.ts'

/**
 * Adds a template to a client, with its version 1: a draft, which members may add, or in use at once, which admins may.
 *
 * @throws {AppError} `not_found`, `forbidden`; `conflict` when another one is in use for the content type, or has the
 * handle; `template_invalid`
 */
export async function createPrompt(
  deps: TemplateDeps,
  ctx: Context,
  clientId: string,
  input: CreatePromptRequest,
): Promise<Prompt> {
  const { kind, name, content_type, is_active, message } = input
  const subject = { client_id: clientId, kind, name, content_type }
  const text = tidyText(textOf(input))
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await lockPromptsAs(tx, clientId, is_active ? 'admin' : 'member')
    const findings = await requireValid(tx, subject, text)
    if (is_active) await makeRoom(tx, ctx, { template_id: null, ...subject }, input.replaces)
    const id = await insertPromptVersion(tx, {
      ...subject,
      ...text,
      version: 1,
      is_active,
      message: message || null,
      restored_from: null,
    })
    await writeAudit(tx, ctx, {
      clientId,
      action: 'prompt.created',
      targetType: 'prompt',
      targetId: id,
      label: name,
      after: { name, kind, content_type, is_active, message: message || null },
      facts: { version: 1, kind, content_type, is_active, ...(input.replaces ? { replaced: input.replaces } : {}) },
    })
    const row = await getPrompt(tx, id)
    if (!row) throw notFound('template')
    return presentPrompt(tx, row, findings)
  }).catch(refuseTakenHandle)
}

/** What a client is told that has a partial of this name already; any other error is thrown again. */
export function refuseTakenHandle(error: unknown): never {
  if (!violates(error, 'prompt_templates_one_handle')) throw error
  throw new AppError('conflict', 'This client has a partial of this name already.', {
    fields: [{ path: 'name', message: 'is another partial’s' }],
    cause: error,
  })
}
