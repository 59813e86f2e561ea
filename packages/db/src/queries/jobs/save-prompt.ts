import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Stores the rendered prompt and its template under a claim; false when the claim no longer holds. */
export async function savePrompt(
  tx: Queryable,
  claim: { id: string; clientId: string; epoch: number },
  rendered: { system: string; user: string; templateId: string; templateVersion: number; templateName: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update jobs set prompt = ${rendered.user}, prompt_system = ${rendered.system}, template_id = ${rendered.templateId},
      template_version = ${rendered.templateVersion}, template_name = ${rendered.templateName}
    where id = ${claim.id} and client_id = ${claim.clientId} and epoch = ${claim.epoch} and status = 'processing'`.execute(
    tx,
  )
  return numAffectedRows === 1n
}
