import { type Actor, formatActor } from '@hg/runtime'
import { sql } from 'kysely'
import { type Database, orUnavailable, type Queryable } from './database.ts'

/**
 * Runs `work` in one transaction as this actor. The first statement sets the actor for the transaction only, so that
 * nothing leaks through a pooled connection; row-level security does the rest. Commits when `work` resolves, rolls back
 * when it throws.
 *
 * @throws {AppError} `unavailable` when the database is away
 */
export async function withTenant<T>(db: Database, actor: Actor, work: (tx: Queryable) => Promise<T>): Promise<T> {
  return orUnavailable(() =>
    db.kysely.transaction().execute(async (tx) => {
      await sql`select set_config('app.actor', ${formatActor(actor)}, true)`.execute(tx)
      return work(tx)
    }),
  )
}

/** Runs one of the named functions that cross tenants, outside any tenant's context. */
export async function withoutTenant<T>(db: Database, work: (tx: Queryable) => Promise<T>): Promise<T> {
  return orUnavailable(() => work(db.kysely))
}
