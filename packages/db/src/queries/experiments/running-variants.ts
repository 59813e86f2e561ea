import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** The versions of a template that experiments try by now, each once, with the variables that they take. */
export async function runningVariants(
  tx: Queryable,
  templateId: string,
): Promise<{ version: number; variables: unknown }[]> {
  const { rows } = await sql<{ version: number; variables: unknown }>`
    select p.version, p.variables from prompt_templates p
    where p.template_id = ${templateId} and p.version in (
      select v.version from experiments e
      join experiment_variants v on v.experiment_id = e.id
      where e.template_id = ${templateId} and e.state = 'running')
    order by p.version`.execute(tx)
  return rows
}
