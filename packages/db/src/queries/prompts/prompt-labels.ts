import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import { requireChanged } from '../require-changed.ts'

export interface PromptLabelRow {
  template_id: string
  label: string
  version: number
  protected: boolean
}

/** The labels of all templates of a client, without `production`, by name. */
export async function listPromptLabels(tx: Queryable, clientId: string): Promise<PromptLabelRow[]> {
  const { rows } = await sql<PromptLabelRow>`
    select l.template_id, l.label, l.version, r.label is not null as protected
    from prompt_labels l
    left join prompt_label_rules r on r.client_id = l.client_id and r.label = l.label
    where l.client_id = ${clientId}
    order by l.label, l.template_id`.execute(tx)
  return rows
}

/** Points a label at a version. Who moved it and when, the database writes. */
export async function putPromptLabel(
  tx: Queryable,
  given: { client_id: string; template_id: string; label: string; version: number },
): Promise<void> {
  await tx
    .insertInto('prompt_labels')
    .values(given)
    .onConflict((conflict) => conflict.columns(['template_id', 'label']).doUpdateSet({ version: given.version }))
    .execute()
}

/** Throws {AppError} `conflict` when there is none, or it is not the actor's to change. */
export async function deletePromptLabel(tx: Queryable, templateId: string, label: string): Promise<void> {
  requireChanged(
    await sql`delete from prompt_labels where template_id = ${templateId} and label = ${label}`.execute(tx),
  )
}

/** The protected labels of a client, by name. */
export async function listPromptLabelRules(tx: Queryable, clientId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('prompt_label_rules')
    .select('label')
    .where('client_id', '=', clientId)
    .orderBy('label')
    .execute()
  return rows.map(({ label }) => label)
}

/** Protects a label at a client, or lets members move it. Throws {AppError} `conflict` when it is not protected, or not by the actor. */
export async function setPromptLabelRule(
  tx: Queryable,
  clientId: string,
  label: string,
  isProtected: boolean,
): Promise<void> {
  if (isProtected)
    await tx
      .insertInto('prompt_label_rules')
      .values({ client_id: clientId, label })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  else
    requireChanged(
      await sql`delete from prompt_label_rules where client_id = ${clientId} and label = ${label}`.execute(tx),
    )
}
