import { listPrompts, type PromptRow, type Queryable, setProduction, writeAudit } from '@hg/db'
import { AppError, type Context } from '@hg/runtime'

/**
 * Takes the template in use of a client and content type out of use, so that another can stand there. Partials stand in
 * nobody's way.
 *
 * @param replaces the id that the caller expects there; nothing is done silently
 * @throws {AppError} `conflict` when another one, or none, is there
 */
export async function makeRoom(
  tx: Queryable,
  ctx: Context,
  place: Pick<PromptRow, 'client_id' | 'content_type' | 'kind'> & { template_id: string | null },
  replaces: string | undefined,
): Promise<void> {
  const present = (await listPrompts(tx, place.client_id)).find(
    (row) =>
      place.kind === 'prompt' &&
      row.kind === 'prompt' &&
      row.version !== null &&
      row.content_type === place.content_type &&
      row.template_id !== place.template_id,
  )
  if (present?.template_id !== replaces) {
    const message = present
      ? `must be ${present.template_id}, the id of “${present.name}”, which is in use now`
      : 'names a template that is not in use'
    throw new AppError(
      'conflict',
      present
        ? `“${present.name}” is in use for this content type. Name it in replaces to take its place.`
        : 'The template to be replaced is not in use any more.',
      { fields: [{ path: 'replaces', message }] },
    )
  }
  if (!present) return
  await setProduction(tx, present.template_id, null)
  await writeAudit(tx, ctx, {
    clientId: place.client_id,
    action: 'prompt.deactivated',
    targetType: 'prompt',
    targetId: present.template_id,
    label: present.name,
    before: { version: present.version },
    after: { version: null },
    facts: { version: present.version, replaced_by: place.template_id },
  })
}
