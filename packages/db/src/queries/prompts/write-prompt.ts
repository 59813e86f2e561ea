import type { ContentTypeOrAny, PromptKind, PromptText } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { requireChanged } from '../require-changed.ts'

/**
 * Waits until nobody else changes the prompts of this client, and keeps them for the rest of the transaction. Read them
 * after this: what was read before may be old. One lock for all of a client, because what one text says may break others.
 */
export async function lockPrompts(tx: Queryable, clientId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('prompts ' || ${clientId}::text, 0))`.execute(tx)
}

export interface NewPromptVersion extends PromptText {
  client_id: string
  kind: PromptKind
  name: string
  content_type: ContentTypeOrAny
  version: number
  is_active: boolean
  message: string | null
  restored_from: number | null
}

/**
 * Adds a version, of a new template where none is named.
 *
 * @returns the template's id
 */
export async function insertPromptVersion(
  tx: Queryable,
  given: NewPromptVersion & { template_id?: string },
): Promise<string> {
  const { template_id } = await tx
    .insertInto('prompt_templates')
    .values({
      ...given,
      variables: JSON.stringify(given.variables),
      model_settings: JSON.stringify(given.model_settings),
      trim_order: JSON.stringify(given.trim_order),
    })
    .returning('template_id')
    .executeTakeFirstOrThrow()
  return template_id
}

/**
 * Brings a version into use, or with null takes out of use the one that is: one at most is, at every moment.
 *
 * @throws {AppError} `conflict` when there is nothing to bring in or to take out, or it is not the actor's to change
 */
export async function setProduction(tx: Queryable, templateId: string, version: number | null): Promise<void> {
  const out = await sql`
    update prompt_templates set is_active = false where template_id = ${templateId} and is_active`.execute(tx)
  if (version === null) return requireChanged(out)
  requireChanged(
    await sql`
      update prompt_templates set is_active = true where template_id = ${templateId} and version = ${version}`.execute(
      tx,
    ),
  )
}

/**
 * Renames a prompt: all its versions, in one statement.
 *
 * @throws {AppError} `conflict` when it is not the actor's to change
 */
export async function renamePrompt(tx: Queryable, templateId: string, name: string): Promise<void> {
  requireChanged(await sql`update prompt_templates set name = ${name} where template_id = ${templateId}`.execute(tx))
}

/**
 * Lets those below its client read a template, or no longer: all its versions, in one statement.
 *
 * @throws {AppError} `conflict` when it is not the actor's to change
 */
export async function openPrompt(tx: Queryable, templateId: string, isOpen: boolean): Promise<void> {
  requireChanged(
    await sql`update prompt_templates set open_below = ${isOpen} where template_id = ${templateId}`.execute(tx),
  )
}
