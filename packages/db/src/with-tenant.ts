import { type Actor, AppError, formatActor } from '@hg/runtime'
import { Kysely, PostgresDialect } from 'kysely'
import type pg from 'pg'
import { type Database, orUnavailable, type Queryable } from './database.ts'
import type { DB } from './types.generated.ts'

export interface TenantOptions {
  /** Every statement reads the same moment, and none writes: for answers put together from several. */
  snapshot?: boolean
}

/**
 * Runs `work` in one transaction as this actor. The first statement sets the actor for the transaction only, so that
 * nothing leaks through a pooled connection; row-level security does the rest. Commits when `work` resolves, rolls back
 * when it throws.
 *
 * The opening statements travel with the first of `work`: they are not waited for one by one. Should one fail, the rest
 * of the transaction fails with it, and without an actor there are no rows.
 *
 * @throws {AppError} `unavailable` when the database is away
 */
export async function withTenant<T>(
  db: Database,
  actor: Actor,
  work: (tx: Queryable) => Promise<T>,
  options: TenantOptions = {},
): Promise<T> {
  return orUnavailable(async () => {
    const client = await db.pool.connect()
    let broken: Error | undefined
    try {
      const opening = Promise.all([
        client.query(options.snapshot ? 'begin isolation level repeatable read, read only' : 'begin'),
        client.query("select set_config('app.actor', $1, true)", [formatActor(actor)]),
      ])
      opening.catch(() => undefined)
      const result = await work(queryableOf(client))
      await opening
      // An aborted transaction answers COMMIT with ROLLBACK, and without an error.
      const { command } = await client.query('commit')
      if (command !== 'COMMIT') throw new AppError('internal', 'A transaction that had failed was not committed.')
      return result
    } catch (error) {
      await client.query('rollback').catch((failure: unknown) => {
        broken = failure instanceof Error ? failure : new Error(String(failure))
      })
      throw error
    } finally {
      client.release(broken)
    }
  })
}

/** Runs one of the named functions that cross tenants, outside any tenant's context. */
export async function withoutTenant<T>(db: Database, work: (tx: Queryable) => Promise<T>): Promise<T> {
  return orUnavailable(() => work(db.kysely))
}

const known = new WeakMap<pg.PoolClient, Queryable>()

/** Queries over this one connection. */
function queryableOf(client: pg.PoolClient): Queryable {
  let queryable = known.get(client)
  if (!queryable) {
    const query = client.query.bind(client)
    const connection = { query, release: () => undefined } as unknown as pg.PoolClient
    const pool = { options: {}, connect: () => Promise.resolve(connection), end: () => Promise.resolve() }
    queryable = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
    known.set(client, queryable)
  }
  return queryable
}
