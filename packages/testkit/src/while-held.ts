import { withClient } from '@hg/pg'
import { waitFor } from './wait-for.ts'

/**
 * Holds a lock of a test's own database, asks for something that waits for it, does `meanwhile` as soon as somebody waits there, and
 * lets go. For what must hold however long a lock was waited for.
 *
 * @param lock SQL that takes the lock for its transaction, and its values
 * @returns what came of the asking
 */
export async function whileHeld<T>(
  adminUrl: string,
  lock: { sql: string; values: unknown[] },
  ask: () => Promise<T>,
  meanwhile: () => Promise<unknown>,
): Promise<T> {
  return withClient(adminUrl, async (holder) => {
    await holder.query('begin')
    await holder.query(lock.sql, lock.values)
    let isEarly = false
    const answer = ask().finally(() => (isEarly = true))
    // A refusal may come before the lock's holder has heard that it let go.
    answer.catch(() => undefined)
    await waitFor(
      async () => {
        const { rows } = await holder.query<{ waits: boolean }>(
          `select exists (select from pg_stat_activity
             where datname = current_database() and wait_event_type = 'Lock') as waits`,
        )
        return isEarly || rows[0]?.waits
      },
      { what: 'somebody waiting for the lock' },
    )
    if (isEarly) throw new Error(`it did not wait: ${JSON.stringify(await answer)}`)
    await meanwhile()
    await holder.query('commit')
    return answer
  })
}
