import type { Command } from './read-matrix.ts'
import type { Stage, StagedClient } from './stage.ts'

/**
 * The statement that tries a command on one client's row of a table, or a call of a function about that client. Null
 * where there is nothing to try: the tree has no place below a customer, and no function takes a client twice.
 */
export function probe(stage: Stage, subject: string, command: Command | 'call', row: StagedClient): string | null {
  if (command === 'call') return call(subject, row)
  switch (command) {
    case 'select':
      return `select from ${subject} where ${rowOf(subject, row)}`
    case 'insert':
      return insert(stage, subject, row)
    case 'update':
      return `update ${subject} set ${columnOf(subject)} = ${columnOf(subject)} where ${rowOf(subject, row)}`
    case 'delete':
      return `delete from ${subject} where ${rowOf(subject, row)}`
  }
}

/** Finds the one staged row. */
function rowOf(table: string, row: StagedClient): string {
  const byClient = `client_id = '${row.id}'`
  const conditions: Record<string, string> = {
    clients: `id = '${row.id}'`,
    client_closure: `ancestor_id = '${row.id}' and descendant_id = '${row.id}'`,
    users: `id = '${row.bystander.id}'`,
    memberships: `user_id = '${row.bystander.id}' and ${byClient}`,
    api_keys: `id = '${row.apiKeyId}'`,
    strategies: `id = '${row.strategyId}'`,
    strategy_versions: `strategy_id = '${row.strategyId}'`,
    prompt_templates: `id = '${row.templateRowId}'`,
    models: 'true',
    prices: 'true',
    jobs: `id = '${row.jobId}'`,
    audit_log: `id = '${row.auditId}'`,
    audit_details: `audit_id = '${row.auditId}'`,
    audit_seals: `audit_id = '${row.auditId}'`,
    audit_unsealed: `audit_id = '${row.bareAuditId}'`,
  }
  return conditions[table] ?? byClient
}

/** A column that may be set to itself: permissions and policies are what an update meets first. */
function columnOf(table: string): string {
  const columns: Record<string, string> = {
    clients: 'name',
    client_closure: 'depth',
    users: 'name',
    memberships: 'role',
    api_keys: 'name',
    strategies: 'name',
    prompt_templates: 'is_active',
    models: 'name',
    prices: 'source',
    jobs: 'priority',
    jobs_default: 'priority',
    job_attempts: 'finish_reason',
    job_events: 'data',
    job_events_default: 'data',
    idempotency_keys: 'response',
    audit_log: 'action',
    audit_details: 'label',
    audit_seals: 'seq',
    audit_unsealed: 'chain',
  }
  return columns[table] ?? 'created_at'
}

const placesBelow: Record<string, string> = { root: 'agency', agency: 'customer' }

function insert(stage: Stage, table: string, row: StagedClient): string | null {
  const { id, jobId } = row
  switch (table) {
    case 'clients': {
      const type = placesBelow[row.type]
      return type
        ? `insert into clients (name, slug, type, parent_id) values ('New', 'new-client', '${type}', '${id}')`
        : null
    }
    case 'client_closure':
      return `insert into client_closure values ('${id}', '${id}', 1)`
    case 'users':
      return `insert into users (email, name, password_hash) values ('new@stage.example', 'New', 'none')`
    case 'memberships':
      return `insert into memberships (user_id, client_id, role) values ('${row.bystander.id}', '${id}', 'owner')`
    case 'api_keys':
      return `insert into api_keys (client_id, name, key_id, hash, scopes) values ('${id}', 'New', 'new', '0', '{content:read}')`
    case 'strategies':
      return `insert into strategies (client_id, name, content_type, configuration) values ('${id}', 'New', 'newsletter', '{}')`
    case 'strategy_versions':
      return `insert into strategy_versions (strategy_id, version, client_id, configuration, merge_modes)
        values ('${row.strategyId}', 99, '${id}', '{}', '{}')`
    case 'prompt_templates':
      return `insert into prompt_templates (client_id, name, content_type, template) values ('${id}', 'New', 'newsletter', 'New')`
    case 'models':
      return `insert into models (provider, model, name, accepts_temperature, reasoning, status)
        values ('openai', 'new', 'New', true, false, 'available')`
    case 'prices':
      return `insert into prices (provider, model, effective_from, input_usd_per_million, output_usd_per_million, source)
        select provider, model, now(), 1, 1, 'new' from models limit 1`
    case 'jobs':
    case 'jobs_default':
      return `insert into ${table} (client_id, content_type, prompt, created_by) values ('${id}', 'article', 'New', 'new')`
    case 'job_attempts':
      return `insert into job_attempts
          (client_id, job_id, attempt, epoch, provider, model_requested, prompt_tokens_estimate, price_id)
        values ('${id}', '${jobId}', 3, 1, 'openai', 'any', 10, '${stage.priceId}')`
    case 'charges':
      return `insert into charges (client_id, job_id, attempt, amount_usd, estimated, price_id)
        values ('${id}', '${jobId}', 2, 0.01, false, '${stage.priceId}')`
    case 'job_events':
    case 'job_events_default':
      return `insert into ${table} (client_id, job_id, status) values ('${id}', '${jobId}', 'pending')`
    case 'idempotency_keys':
      return `insert into idempotency_keys (client_id, key, body_hash, job_id, response)
        values ('${id}', 'new', '${'0'.repeat(64)}', '${jobId}', '{}')`
    case 'audit_log':
      return `insert into audit_log (client_id, action, target_type) values ('${id}', 'stage.tried', 'stage')`
    case 'audit_details':
      return `insert into audit_details (audit_id, chain) values ('${row.bareAuditId}', '${id}')`
    case 'audit_seals':
      return `insert into audit_seals (chain, seq, audit_id, details_digest, hash)
        values ('${id}', 2, '${row.bareAuditId}', decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'))`
    case 'audit_unsealed':
      return `insert into audit_unsealed (audit_id, chain) values ('${row.auditId}', '${id}')`
    default:
      throw new Error(`probes.ts does not know how to insert into ${table}`)
  }
}

function call(name: string, row: StagedClient): string {
  const { id } = row
  const calls: Record<string, string> = {
    role_on: `select where app.role_on('${id}') is not null`,
    visible_clients: `select where '${id}' = any (app.visible_clients())`,
    lineage_strategy: `select from app.lineage_strategy('${id}', 'faq') where client_id = '${id}'`,
    lineage_template: `select from app.lineage_template('${id}', 'faq') where client_id = '${id}'`,
    find_sign_in: `select from app.find_sign_in('${row.bystander.email}')`,
    find_api_key: `select from app.find_api_key('${row.apiKeyPublicId}')`,
    due_jobs: `select from app.due_jobs(interval '0', '${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}', 1000)
      where id = '${row.jobId}'`,
    unsealed_chains: `select from app.unsealed_chains(1000) where chain = '${id}'`,
    make_partitions: 'select from app.make_partitions(0)',
  }
  const found = calls[name]
  if (!found) throw new Error(`probes.ts does not know how to call ${name}`)
  return found
}

/** Hands an own row to another client: `column` names the table and the column that says whose it is. */
export function gift(column: string, row: StagedClient, receiver: StagedClient): string {
  const [table = '', name = ''] = column.split('.')
  return `update ${table} set ${name} = '${receiver.id}' where ${rowOf(table, row)}`
}

/** Reads what proves somebody's identity. */
export function secret(column: string): string {
  const [table = '', name = ''] = column.split('.')
  return `select ${name} from ${table}`
}
