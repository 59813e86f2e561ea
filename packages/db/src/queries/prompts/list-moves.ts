import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** A change of the audit that moved a label of a template. */
export interface PromptMoveRow {
  id: string
  actor: string
  /** Null for somebody who has left, and for whom is no person. */
  name: string | null
  action: string
  facts: Record<string, unknown>
  created_at: Date
}

/** When a template's labels were moved, newest first, one more than `limit` when there are more; `before` is the cursor. */
export async function listPromptMoves(
  tx: Queryable,
  templateId: string,
  { limit, before }: { limit: number; before?: string | undefined },
): Promise<PromptMoveRow[]> {
  const { rows } = await sql<PromptMoveRow>`
    select * from app.prompt_moves(${templateId}, ${before ?? null}, ${limit + 1})`.execute(tx)
  return rows
}
