import { decrypt, encrypt, type Keyring, SealedError } from '@hg/runtime'
import { type Client, escapeIdentifier } from 'pg'
import { type SealedColumn, sealedColumns } from './sealed-columns.ts'

export interface RotationReport {
  /** `provider_keys.secret`. */
  place: string
  rotated: number
  /** What an older key still seals: what could not be opened, or was sealed meanwhile. */
  left: number
  /** Rows that could not be opened, and why. */
  failures: { id: string; reason: string }[]
}

interface SealedRow {
  id: string
  owner: string
  sealed: string
}

/**
 * Seals everything anew with the first key of the ring. Each batch is a transaction of its own, and takes only what an
 * older key sealed: after an interruption, run it again and it goes on. Rows that cannot be opened are passed over.
 *
 * @param db a superuser's connection: it works on every client's rows
 * @param options.onBatch told of each batch that is done
 */
export async function rotateKeys(
  db: Client,
  keyring: Keyring,
  options: { batchSize?: number; onBatch?: (place: string, rotated: number) => void } = {},
): Promise<RotationReport[]> {
  const reports: RotationReport[] = []
  for (const column of sealedColumns) {
    const report: RotationReport = { place: placeOf(column), rotated: 0, left: 0, failures: [] }
    let after: string | null = null
    do {
      const batch = await rotateBatch(db, keyring, column, after, options.batchSize ?? 100)
      report.rotated += batch.rotated
      report.failures.push(...batch.failures)
      if (batch.rotated > 0) options.onBatch?.(report.place, report.rotated)
      after = batch.last
    } while (after !== null)
    report.left = await countOlder(db, keyring, column)
    reports.push(report)
  }
  return reports
}

async function rotateBatch(
  db: Client,
  keyring: Keyring,
  column: SealedColumn,
  after: string | null,
  size: number,
): Promise<{ last: string | null; rotated: number; failures: RotationReport['failures'] }> {
  const names = quoted(column)
  const failures: RotationReport['failures'] = []
  await db.query('begin')
  try {
    const { rows } = await db.query<SealedRow>(
      `select ${names.key}::text as id, ${names.owner}::text as owner, ${names.column} as sealed
       from ${names.table}
       where ${isOlder(names.column)} and ($2::uuid is null or ${names.key} > $2::uuid)
       order by ${names.key} limit $3 for update`,
      [keyring.currentId, after, size],
    )
    for (const row of rows) {
      const fresh = reseal(keyring, `${placeOf(column)}:${row.owner}`, row.sealed)
      if (fresh instanceof SealedError) failures.push({ id: row.id, reason: fresh.message })
      else await db.query(`update ${names.table} set ${names.column} = $2 where ${names.key} = $1`, [row.id, fresh])
    }
    await db.query('commit')
    return { last: rows.at(-1)?.id ?? null, rotated: rows.length - failures.length, failures }
  } catch (error) {
    await db.query('rollback').catch(() => undefined)
    throw error
  }
}

function reseal(keyring: Keyring, place: string, sealed: string): string | SealedError {
  try {
    return encrypt(keyring, decrypt(keyring, sealed, place), place)
  } catch (error) {
    if (error instanceof SealedError) return error
    throw error
  }
}

async function countOlder(db: Client, keyring: Keyring, column: SealedColumn): Promise<number> {
  const names = quoted(column)
  const { rows } = await db.query<{ count: string }>(
    `select count(*) from ${names.table} where ${isOlder(names.column)}`,
    [keyring.currentId],
  )
  return Number(rows[0]?.count)
}

/** A sealed text begins with the id of its key. `$1` is the id of the current one. */
function isOlder(column: string): string {
  return `${column} is not null and split_part(${column}, '.', 1) <> $1`
}

function placeOf({ table, column }: SealedColumn): string {
  return `${table}.${column}`
}

function quoted(column: SealedColumn): SealedColumn {
  const { table, column: name, key, owner } = column
  return {
    table: `public.${escapeIdentifier(table)}`,
    column: escapeIdentifier(name),
    key: escapeIdentifier(key),
    owner: escapeIdentifier(owner),
  }
}
