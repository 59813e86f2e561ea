import type { PromptText } from '@hg/contracts'
import {
  insertPromptVersion,
  listPartials,
  listPrompts,
  type PartialRow,
  type PromptRow,
  type Queryable,
  writeAudit,
} from '@hg/db'
import { roleAllows } from '@hg/contracts'
import { requireRole } from '@hg/http'
import { AppError, type Context } from '@hg/runtime'
import { namesIn } from './uses.ts'

/**
 * Has a client the partials that a copied text renders: those that it lacks are copied and brought into use.
 *
 * @param given.useOwn where the client has others by their names, the copy renders those
 * @throws {AppError} `unprocessable` naming those that the actor may not read, `conflict` naming those that the client has others
 * for, `forbidden` naming those that would come along
 */
export async function bringPartials(
  tx: Queryable,
  ctx: Context,
  given: { source: PromptRow; text: PromptText; clientId: string; useOwn: boolean },
): Promise<void> {
  const { source, text, clientId } = given
  const offered = await listPartials(tx, source.client_id)
  const own = (await listPrompts(tx, clientId)).filter(({ kind }) => kind === 'partial').map(({ name }) => name)
  const inUse = await listPartials(tx, clientId)
  const isSame = (partial: PartialRow) =>
    inUse.some(({ name, template }) => name === partial.name && template === partial.template)

  const needed = namesIn(text, given.useOwn ? preferring(inUse, offered, own) : offered) ?? []
  const taken = offered.filter((one) => needed.includes(one.name) && own.includes(one.name) && !isSame(one))
  if (taken.length > 0 && !given.useOwn) throw refuseTaken(taken)
  const missing = needed.filter((name) => !own.includes(name) && !offered.some((one) => one.name === name))
  if (missing.length > 0) throw refuseUnreadable(source, missing)

  const coming = offered.filter(({ name }) => needed.includes(name) && !own.includes(name))
  if (coming.length === 0) return
  const held = await requireRole(tx, clientId, 'member', 'client')
  if (!roleAllows(held, 'admin'))
    throw new AppError(
      'forbidden',
      `It renders ${quote(coming)}, which would come along and into use: admins do that; your role is ${held}.`,
    )
  for (const partial of coming) await copyPartial(tx, ctx, source, partial, clientId)
}

/** The partials of a client before those offered by these names. */
function preferring(
  inUse: readonly PartialRow[],
  offered: readonly PartialRow[],
  own: readonly string[],
): PartialRow[] {
  return [...inUse, ...offered.filter(({ name }) => !own.includes(name))]
}

async function copyPartial(tx: Queryable, ctx: Context, source: PromptRow, partial: PartialRow, clientId: string) {
  const { name, template, version, template_id } = partial
  const message = `Copied from version ${version} of “${name}” of ${source.client_name}`.slice(0, 500)
  const subject = { kind: 'partial', name, content_type: 'any' } as const
  const id = await insertPromptVersion(tx, {
    ...{ client_id: clientId, ...subject, version: 1, is_active: true, message, restored_from: null },
    ...{ system_template: '', template, variables: {}, model_settings: {}, trim_order: [] },
  })
  await writeAudit(tx, ctx, {
    clientId,
    action: 'prompt.created',
    targetType: 'prompt',
    targetId: id,
    label: name,
    after: { ...subject, is_active: true, message },
    facts: {
      ...{ version: 1, kind: 'partial', content_type: 'any', is_active: true },
      ...{ copied_from: template_id, copied_version: version, copied_client: source.client_id },
    },
  })
}

const quote = (partials: readonly { name: string }[]) => partials.map(({ name }) => `“${name}”`).join(', ')

function refuseTaken(taken: readonly PartialRow[]): AppError {
  const isOne = taken.length === 1
  return new AppError(
    'conflict',
    `The client has ${isOne ? 'another partial' : 'other partials'} by the ${isOne ? 'name' : 'names'} of ${quote(taken)}, which ` +
      `the template renders. Say use_own_partials to have the copy render ${isOne ? 'that' : 'those'}.`,
    {
      fields: taken.map(({ name }) => ({
        path: 'use_own_partials',
        message: `the client has another partial “${name}”`,
      })),
    },
  )
}

function refuseUnreadable(source: PromptRow, missing: readonly string[]): AppError {
  const names = quote(missing.map((name) => ({ name })))
  return new AppError(
    'unprocessable',
    `It renders ${names}, which ${source.client_name} has not in use, or does not let you read.`,
    {
      fields: missing.map((name) => ({
        path: 'version',
        message: `renders the partial ${name}, which is not yours to read`,
      })),
    },
  )
}
