import type { Client } from 'pg'

/** Asks for a row that has to come. */
export type AskOne = <T extends object>(sql: string, values?: unknown[]) => Promise<T>

export function askOne(admin: Client): AskOne {
  return async <T extends object>(sql: string, values: unknown[] = []): Promise<T> => {
    const { rows } = await admin.query<T>(sql, values)
    if (!rows[0]) throw new Error(`no row: ${sql}`)
    return rows[0]
  }
}
