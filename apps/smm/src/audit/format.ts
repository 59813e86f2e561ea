import type { AuditEntryView } from '@hg/contracts'

const columns: [name: string, read: (entry: AuditEntryView) => unknown][] = [
  ['id', (entry) => entry.id],
  ['created_at', (entry) => entry.created_at],
  ['client_id', (entry) => entry.client_id],
  ['client_name', (entry) => entry.client_name],
  ['actor', (entry) => `${entry.actor.kind}:${entry.actor.id}`],
  ['actor_name', (entry) => entry.actor.name],
  ['actor_role', (entry) => entry.actor.role],
  ['action', (entry) => entry.action],
  ['target_type', (entry) => entry.target.type],
  ['target_id', (entry) => entry.target.id],
  ['target_label', (entry) => entry.target.label],
  ['before', (entry) => entry.before],
  ['after', (entry) => entry.after],
  ['request_id', (entry) => entry.request_id],
  ['address', (entry) => entry.address],
  ['seal', (entry) => entry.seal],
]

/** One field of CSV (RFC 4180). A text that a spreadsheet would run as a formula is told to be text. */
function field(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The audit as lines: JSON objects, or CSV with a header. */
export async function* auditLines(
  entries: AsyncIterable<AuditEntryView>,
  format: 'jsonl' | 'csv',
): AsyncIterable<string> {
  if (format === 'csv') yield `${columns.map(([name]) => name).join(',')}\r\n`
  for await (const entry of entries)
    yield format === 'csv'
      ? `${columns.map(([, read]) => field(read(entry))).join(',')}\r\n`
      : `${JSON.stringify(entry)}\n`
}
