import { listSignatures, type Queryable } from '@hg/db'
import type { RecentPiece } from '../quality/checks/duplicate.ts'

/** A piece is compared with so many of the client's newest. */
const comparedPieces = 50

/** What a job's piece is compared with: the client's newest, but for those that it was made from, or with. */
export async function recentPieces(tx: Queryable, clientId: string, jobId: string): Promise<RecentPiece[]> {
  const rows = await listSignatures(tx, clientId, { except: jobId, limit: comparedPieces })
  return rows.map((row) => ({ jobId: row.id, title: row.title, signature: row.signature }))
}
