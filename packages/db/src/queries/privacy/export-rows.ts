import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

interface Exported {
  columns: string
  /** The columns that find a row among its client's, with their types. */
  key: [column: string, type: string][]
  client: string
}

const table = (columns = '*', key: Exported['key'] = [['id', 'uuid']], client = 'client_id'): Exported => ({
  columns,
  key,
  client,
})

/** What a client's export holds: everything but what proves an identity. */
const exported = {
  clients: table('id, name, slug, type, parent_id, metadata, archived_at, created_at, updated_at', undefined, 'id'),
  memberships: table('*', [['user_id', 'uuid']]),
  invites: table(
    'id, client_id, email, role, invited_by, created_at, sent_at, expires_at, accepted_at, accepted_by, revoked_at',
  ),
  strategies: table(),
  strategy_versions: table('*', [
    ['strategy_id', 'uuid'],
    ['version', 'int'],
  ]),
  content_templates: table(),
  content_template_versions: table('*', [
    ['template_id', 'uuid'],
    ['version', 'int'],
  ]),
  prompt_templates: table(),
  prompt_labels: table('*', [
    ['template_id', 'uuid'],
    ['label', 'text'],
  ]),
  prompt_label_rules: table('*', [['label', 'text']]),
  experiments: table(),
  experiment_variants: table('*', [
    ['experiment_id', 'uuid'],
    ['key', 'text'],
  ]),
  api_keys: table('id, client_id, name, key_id, scopes, created_by, created_at, last_used_at, expires_at, revoked_at'),
  provider_keys: table('id, client_id, provider, last_four, saved_by, saved_at, tested_at, refused_at, removed_at'),
  webhooks: table(
    'id, client_id, url, description, events, is_enabled, disabled_for, failing_since, created_by, created_at, updated_at',
  ),
  webhook_deliveries: table(),
  slack_channels: table(
    'client_id, hint, kinds, is_enabled, disabled_for, failing_since, last_error, last_sent_at, created_by, created_at, updated_at',
    [['client_id', 'uuid']],
  ),
  retention_policies: table('*', [['kind', 'text']]),
  purge_runs: table(),
  usage_daily: table('*', [
    ['day', 'date'],
    ['provider', 'text'],
    ['model', 'text'],
    ['content_type', 'content_type'],
  ]),
  budgets: table('*', [['client_id', 'uuid']]),
  budget_months: table('*', [['month', 'date']]),
  budget_alerts: table('*', [
    ['month', 'date'],
    ['level', 'text'],
    ['limit_usd', 'numeric'],
  ]),
  batches: table(),
  test_sets: table(),
  test_runs: table('*', [['batch_id', 'uuid']]),
  jobs: table(),
  job_attempts: table(),
  job_revisions: table('*', [
    ['job_id', 'uuid'],
    ['revision', 'int'],
  ]),
  feedback: table('*', [
    ['job_id', 'uuid'],
    ['actor', 'text'],
  ]),
  // What was asked and answered stands with the jobs.
  provider_batches: table(),
  provider_batch_items: table('job_id, client_id, batch_id, provider, model, state, created_at, ended_at', [
    ['job_id', 'uuid'],
  ]),
  charges: table(),
  job_events: table(),
} satisfies Record<string, Exported>

export type ExportedTable = keyof typeof exported
export const exportedTables = Object.keys(exported) as ExportedTable[]

/** A row as JSON, and where the next page begins. */
export interface ExportedRow {
  row: Record<string, unknown>
  place: string[]
}

/**
 * A page of a table's rows of one client, in the order of their key, as far as the actor may see them.
 *
 * @param after the `place` of the last row of the page before
 */
export async function exportRows(
  tx: Queryable,
  name: ExportedTable,
  clientId: string,
  after: string[] | undefined,
  page: number,
): Promise<ExportedRow[]> {
  const { columns, key, client }: Exported = exported[name]
  const keys = sql.raw(key.map(([column]) => `t.${column}`).join(', '))
  const places = sql.raw(key.map(([column]) => `t.${column}::text`).join(', '))
  const bounds = sql.join(key.map(([, type], index) => sql`${after?.[index] ?? null}::${sql.raw(type)}`))
  const { rows } = await sql<ExportedRow>`
    select to_jsonb(r) - 'place' as row, r.place
    from (
      select ${sql.raw(columns.replaceAll(/[a-z_*]+/g, (column) => `t.${column}`))}, array[${places}] as place
      from ${sql.table(name)} t
      where t.${sql.ref(client)} = ${clientId}
        and ${after === undefined ? sql`true` : sql`(${keys}) > (${bounds})`}
      order by ${keys}
      limit ${page}
    ) r`.execute(tx)
  return rows
}

/** The people who were given a role on a client itself, with their addresses where the actor may see them. */
export async function exportPeople(tx: Queryable, clientId: string): Promise<object[]> {
  const { rows } = await sql<object>`
    select user_id, name, email, role, since from app.client_people(${clientId}) where depth = 0 order by since`.execute(
    tx,
  )
  return rows
}
