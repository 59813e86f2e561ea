import { call } from './probe-calls.ts'
import { insert } from './probe-inserts.ts'
import type { Command } from './read-matrix.ts'
import type { Stage, StagedClient } from './stage.ts'

/**
 * The statement that tries a command on one client's row of a table, or a call of a function about that client. Null
 * where there is nothing to try: the tree has no place below a customer, nothing stands above the root, and agencies stay
 * where they are.
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
    provider_keys: `id = '${row.providerKeyId}'`,
    webhooks: `id = '${row.webhookId}'`,
    webhook_deliveries: `webhook_id = '${row.webhookId}'`,
    notifications: `user_id = '${row.bystander.id}'`,
    notification_preferences: `user_id = '${row.bystander.id}'`,
    provider_outages: `provider = '${row.id}'`,
    strategies: `id = '${row.strategyId}'`,
    strategy_versions: `strategy_id = '${row.strategyId}'`,
    prompt_templates: `id = '${row.templateRowId}'`,
    prompt_labels: `template_id = '${row.templateId}' and label = 'stage'`,
    prompt_label_rules: `${byClient} and label = 'guarded'`,
    experiments: `id = '${row.experimentId}'`,
    experiment_variants: `experiment_id = '${row.experimentId}' and key = 'a'`,
    content_templates: `id = '${row.contentTemplateId}'`,
    content_template_versions: `template_id = '${row.contentTemplateId}'`,
    models: 'true',
    prices: 'true',
    jobs: `id = '${row.jobId}'`,
    batches: `id = '${row.batchId}'`,
    invites: `id = '${row.inviteId}'`,
    feedback: `job_id = '${row.jobId}' and actor = 'stage'`,
    sessions: `user_id = '${row.bystander.id}'`,
    password_resets: `user_id = '${row.bystander.id}'`,
    second_factors: `user_id = '${row.bystander.id}'`,
    recovery_codes: `user_id = '${row.bystander.id}'`,
    email_changes: `user_id = '${row.bystander.id}'`,
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
    client_slugs: 'slug',
    users: 'name',
    memberships: 'role',
    api_keys: 'revoked_at',
    provider_keys: 'removed_at',
    webhooks: 'description',
    webhook_deliveries: 'next_attempt_at',
    notice_events: 'kind',
    notifications: 'read_at',
    notification_preferences: 'email',
    provider_outages: 'since',
    slack_channels: 'hint',
    strategies: 'name',
    prompt_templates: 'is_active',
    prompt_labels: 'version',
    experiments: 'hypothesis',
    experiment_variants: 'weight',
    content_templates: 'name',
    models: 'name',
    prices: 'source',
    jobs: 'priority',
    jobs_default: 'priority',
    job_attempts: 'finish_reason',
    cached_answers: 'expires_at',
    provider_batches: 'failures',
    provider_batch_items: 'epoch',
    feedback: 'rating',
    job_events: 'data',
    job_events_default: 'data',
    idempotency_keys: 'response',
    invites: 'sent_at',
    sessions: 'address',
    second_factors: 'last_step',
    recovery_codes: 'used_at',
    email_changes: 'new_email',
    audit_log: 'action',
    client_turns: 'served_at',
    job_list: 'words',
    batches: 'name',
    test_sets: 'name',
    test_runs: 'template_name',
    retention_policies: 'days',
    budgets: 'soft_usd',
    budget_months: 'spent_usd',
    usage_daily: 'jobs',
    budget_reservations: 'remaining_usd',
    budget_alerts: 'spent_usd',
    purge_runs: 'removed',
    audit_details: 'label',
    audit_seals: 'seq',
    audit_unsealed: 'chain',
  }
  return columns[table] ?? 'created_at'
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
