import {
  type Database,
  type ExportedTable,
  exportedTables,
  exportPeople,
  exportRows,
  listDescendants,
  withTenant,
  writeAudit,
} from '@hg/db'
import { requireRole } from '@hg/http'
import type { Actor, Context } from '@hg/runtime'
import type { Readable } from 'node:stream'
import type { SmmDeps } from '../deps.ts'
import { pieceFile } from './piece-file.ts'
import { type ArchiveFile, zipStream } from './zip.ts'

const rowsAtOnce = 200

/**
 * Everything that is kept of a client and those below it, as a zip: a file of JSON lines per kind of thing, and each piece
 * as Markdown. Keys and passwords are not in it. For its owners; that it was made is in the audit.
 *
 * @throws {AppError} `not_found`, `forbidden` before the first byte
 */
export async function exportClient(deps: SmmDeps, ctx: Context, clientId: string): Promise<Readable> {
  const clientIds = await withTenant(deps.db, ctx.actor, async (tx) => {
    await requireRole(tx, clientId, 'owner', 'client')
    const ids = await listDescendants(tx, clientId)
    await writeAudit(tx, ctx, {
      clientId,
      action: 'client.exported',
      targetType: 'client',
      targetId: clientId,
      facts: { clients: ids.length },
    })
    return ids
  })
  return zipStream(files(deps.db, ctx.actor, clientId, clientIds))
}

async function* files(db: Database, actor: Actor, clientId: string, clientIds: string[]): AsyncIterable<ArchiveFile> {
  const about = { client_id: clientId, clients: clientIds.length, exported_at: new Date().toISOString() }
  yield { name: 'export.json', text: () => once(`${JSON.stringify(about, null, 2)}\n`) }
  yield { name: 'people.jsonl', text: () => people(db, actor, clientIds) }
  for (const table of exportedTables) {
    yield { name: `${table}.jsonl`, text: () => lines(rowsOf(db, actor, table, clientIds)) }
  }
  for await (const row of rowsOf(db, actor, 'jobs', clientIds)) {
    const file = pieceFile(row)
    if (file) yield { name: file.name, text: () => once(file.text) }
  }
}

/** All rows of one table, a page at a time, each page as the actor sees it at that moment. */
async function* rowsOf(
  db: Database,
  actor: Actor,
  table: ExportedTable,
  clientIds: string[],
): AsyncIterable<Record<string, unknown>> {
  for (const clientId of clientIds) {
    let after: string[] | undefined
    do {
      const place = after
      const rows = await withTenant(db, actor, (tx) => exportRows(tx, table, clientId, place, rowsAtOnce))
      for (const { row } of rows) yield row
      after = rows.length === rowsAtOnce ? rows.at(-1)?.place : undefined
    } while (after)
  }
}

async function* people(db: Database, actor: Actor, clientIds: string[]): AsyncIterable<string> {
  for (const clientId of clientIds) {
    const rows = await withTenant(db, actor, (tx) => exportPeople(tx, clientId))
    for (const row of rows) yield `${JSON.stringify({ client_id: clientId, ...row })}\n`
  }
}

async function* lines(rows: AsyncIterable<Record<string, unknown>>): AsyncIterable<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`
}

async function* once(text: string): AsyncIterable<string> {
  yield await Promise.resolve(text)
}
