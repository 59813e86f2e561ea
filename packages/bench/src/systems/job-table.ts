import type { Client } from 'pg'
import type { JobTable } from './system.ts'

/**
 * Reads a table of jobs.
 *
 * @param sql.status the status of job $1
 * @param sql.counts one row: unfinished, failed, completed, last_completed_at_ms
 */
export function jobTable(client: Client, sql: { status: string; counts: string }): JobTable {
  return {
    async isCompleted(jobId) {
      const { rows } = await client.query<{ status: string }>(sql.status, [jobId])
      const status = rows[0]?.status
      if (status === 'failed') throw new Error(`job ${jobId} failed`)
      return status === 'completed'
    },
    async count() {
      const { rows } = await client.query<Record<string, string | null>>(sql.counts)
      const of = (name: string) => Number(rows[0]?.[name] ?? 0)
      return {
        unfinished: of('unfinished'),
        failed: of('failed'),
        completed: of('completed'),
        lastCompletedAtMs: of('last_completed_at_ms'),
      }
    },
  }
}
