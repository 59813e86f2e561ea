import { getPromptVersion, type PromptVersionTextRow, type Queryable } from '@hg/db'
import { notFound } from '@hg/runtime'

/** One version with its text. Throws `not_found` for one that does not exist. */
export async function requireVersion(tx: Queryable, id: string, version: number): Promise<PromptVersionTextRow> {
  const row = await getPromptVersion(tx, id, version)
  if (!row) throw notFound('version')
  return row
}
