import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Older pieces are not compared with. */
const days = 180

export interface SignatureRow {
  id: string
  title: string | null
  signature: number[]
}

/** The signatures of a client's own newest pieces, without those of clients below it; `except` is left out. */
export async function listSignatures(
  tx: Queryable,
  clientId: string,
  options: { except: string; limit: number },
): Promise<SignatureRow[]> {
  const { rows } = await sql<SignatureRow>`
    select id, title, signature from jobs
    where client_id = ${clientId} and status = 'completed' and cardinality(signature) > 0 and id <> ${options.except}
      and id >= app.uuid_floor(now() - ${days} * interval '1 day')
    order by id desc
    limit ${options.limit}`.execute(tx)
  return rows
}
