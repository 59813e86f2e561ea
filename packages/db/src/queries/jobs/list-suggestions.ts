import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { JobRow } from './get-job.ts'

/**
 * The suggestions for a client's template, newest first, one more than `limit` when there is a next page.
 *
 * @param page.before only those with a smaller id (the cursor)
 */
export async function listSuggestions(
  tx: Queryable,
  of: { clientId: string; templateId: string },
  { before = null, limit }: { before?: string | undefined | null; limit: number },
): Promise<JobRow[]> {
  const { rows } = await sql<JobRow>`
    select * from jobs
    where client_id = ${of.clientId} and task = 'suggestion' and parameters -> 'suggestion' ->> 'template_id' = ${of.templateId}
      and (${before}::uuid is null or id < ${before}::uuid)
    order by id desc
    limit ${limit + 1}`.execute(tx)
  return rows
}
