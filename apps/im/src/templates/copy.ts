import { type CopyPromptRequest, type Prompt, promptHandle } from '@hg/contracts'
import { getPrompt, insertPromptVersion, type Queryable, standsAbove, withTenant, writeAudit } from '@hg/db'
import { AppError, type Context, notFound } from '@hg/runtime'
import { textOf } from '../validation/validate-version.ts'
import { requireValid } from './check.ts'
import { bringPartials } from './copy-partials.ts'
import { refuseTakenHandle } from './create.ts'
import type { TemplateDeps } from './deps.ts'
import { findPromptToRead, lockPromptsAs } from './find.ts'
import { presentPrompt } from './present.ts'
import { requireVersion } from './require-version.ts'

/**
 * Makes a template of a client's own from a version that the caller may read: a draft that says the same. It renders at once: the
 * partials that the version renders come along and are brought into use, which needs the role admin where the client lacks any.
 *
 * @throws {AppError} `not_found`; `forbidden`; `unprocessable` for a client that is neither the template's own nor below it, and
 * for partials that the caller may not read; `conflict` when the client has others by their names, or a partial by this one's;
 * `template_invalid`
 */
export async function copyPrompt(
  deps: TemplateDeps,
  ctx: Context,
  id: string,
  input: CopyPromptRequest,
): Promise<Prompt> {
  const { client_id } = input
  return withTenant(deps.db, ctx.actor, async (tx) => {
    await lockPromptsAs(tx, client_id, 'member')
    const source = await findPromptToRead(tx, id)
    await requireBelow(tx, source.client_id, client_id)
    const version = input.version ?? source.version ?? source.latest_version
    const text = textOf(await requireVersion(tx, id, version))
    const { name = source.name, content_type = source.content_type } = input
    if (source.kind === 'partial') requirePartial(name, content_type)
    const subject = { client_id, kind: source.kind, name, content_type }
    const copied = { copied_from: id, copied_version: version, copied_client: source.client_id }
    if (client_id !== source.client_id)
      await bringPartials(tx, ctx, { source, text, clientId: client_id, useOwn: input.use_own_partials })
    const findings = await requireValid(tx, subject, text)
    const message = `Copied from version ${version} of “${source.name}” of ${source.client_name}`
    const made = await insertPromptVersion(tx, {
      ...{ ...subject, ...text, version: 1, is_active: false, restored_from: null },
      message: message.slice(0, 500),
    })
    await writeAudit(tx, ctx, {
      clientId: client_id,
      action: 'prompt.created',
      targetType: 'prompt',
      targetId: made,
      label: name,
      after: { name, kind: source.kind, content_type, is_active: false, message },
      facts: { version: 1, kind: source.kind, content_type, is_active: false, ...copied },
    })
    const row = await getPrompt(tx, made)
    if (!row) throw notFound('template')
    return presentPrompt(tx, row, findings)
  }).catch(refuseTakenHandle)
}

/** A text goes down the tree that it serves, and nowhere else: not up, and not across to somebody else's clients. */
async function requireBelow(tx: Queryable, owner: string, clientId: string): Promise<void> {
  if (await standsAbove(tx, owner, clientId)) return
  throw new AppError('unprocessable', undefined, {
    fields: [{ path: 'client_id', message: 'must be the client whose template it is, or one below it' }],
  })
}

/** A partial's name is its handle, and it is for every content type. */
function requirePartial(name: string, contentType: string): void {
  const message = promptHandle.safeParse(name).error?.issues[0]?.message
  const fields = [
    ...(message === undefined ? [] : [{ path: 'name', message }]),
    ...(contentType === 'any' ? [] : [{ path: 'content_type', message: 'must be any: a partial serves all' }]),
  ]
  if (fields.length > 0) throw new AppError('unprocessable', undefined, { fields })
}
