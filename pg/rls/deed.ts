import type { Client } from 'pg'

/**
 * Something that somebody may do, with all that has to come of it: what the matrix, which asks one statement at a time,
 * cannot see.
 */
export interface Deed {
  what: string
  /** Sets the stage, past row-level security. */
  before?: string[]
  actor: string
  does: string[]
  /** One text that says what came of it, past row-level security. */
  then: string
  expected: string
}

/** Does it in a savepoint, takes it back, and returns what came of it, or the error's code and message. */
export async function runDeed(admin: Client, deed: Deed): Promise<string> {
  await admin.query('savepoint deed')
  try {
    for (const statement of deed.before ?? []) await admin.query(statement)
    await admin.query(`select set_config('role', 'hg_content_app', true), set_config('app.actor', $1, true)`, [
      deed.actor,
    ])
    for (const statement of deed.does) await admin.query(statement)
    await admin.query(`select set_config('role', 'none', true)`)
    const { rows } = await admin.query<[string | null]>({ text: deed.then, rowMode: 'array' })
    return rows[0]?.[0] ?? 'nothing'
  } catch (error) {
    const { code, message } = error as { code?: string; message: string }
    return `${code ?? ''} ${message}`
  } finally {
    await admin.query('rollback to savepoint deed')
    await admin.query(`select set_config('role', 'none', true), set_config('app.actor', '', true)`)
  }
}
