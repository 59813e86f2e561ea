import type { ExperimentIdle } from '@hg/contracts'
import { type ExperimentRow, findClient, lineagePrompts, type Queryable } from '@hg/db'
import { providersOf } from '../templates/list.ts'

/**
 * Why an experiment gives, or would give, no job a variant: nothing is asked for there, or its template is not what serves the client's
 * pieces of the content type (for `any`: of none of them). Null where it serves.
 */
export async function findIdle(
  tx: Queryable,
  at: Pick<ExperimentRow, 'client_id' | 'template_id' | 'content_type'>,
): Promise<ExperimentIdle | null> {
  const client = await findClient(tx, { id: at.client_id })
  if (client?.archived) return { why: 'archived', serves: null }
  const lineage = await lineagePrompts(tx, at.client_id)
  const serving = providersOf(lineage).flatMap(({ content_type, serves }) =>
    serves && (at.content_type === 'any' || at.content_type === content_type) ? [serves] : [],
  )
  if (serving.some(({ template_id }) => template_id === at.template_id)) return null
  const [other] = serving
  const isInUse = lineage.some(({ template_id }) => template_id === at.template_id)
  return {
    why: isInUse ? 'other_template' : 'not_in_use',
    serves: other ? { name: other.name, client_name: other.client_name } : null,
  }
}
