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
    case 'client_slugs':
      return `insert into client_slugs (slug, client_id) values ('new-slug', '${id}')`
    case 'users':
      return `insert into users (email, name, password_hash) values ('new@stage.example', 'New', 'none')`
    case 'memberships':
      return `insert into memberships (user_id, client_id, role) values ('${row.bystander.id}', '${id}', 'owner')`
    case 'invites':
      return `insert into invites (client_id, email, role, token_hash, expires_at)
        values ('${id}', 'new@stage.example', 'member', '${'0'.repeat(64)}', now())`
    case 'sessions':
      return `insert into sessions (user_id, expires_at) values ('${row.bystander.id}', now())`
    case 'password_resets':
      return `insert into password_resets (token_hash, user_id) values ('${'0'.repeat(64)}', '${row.bystander.id}')`
    case 'second_factors':
      return `insert into second_factors (user_id, secret) values ('${row.bystander.id}', 'new')`
    case 'recovery_codes':
      return `insert into recovery_codes (user_id, hash) values ('${row.bystander.id}', '${'1'.repeat(64)}')`
    case 'email_changes':
      return `insert into email_changes (user_id, old_email, new_email, token_hash)
        values ('${row.bystander.id}', 'old@stage.example', 'new@stage.example', '${'1'.repeat(64)}')`
    case 'api_keys':
      return `insert into api_keys (client_id, name, key_id, hash, scopes) values ('${id}', 'New', 'new', '0', '{content:read}')`
    case 'provider_keys':
      return `insert into provider_keys (client_id, provider, secret, last_four) values ('${id}', 'groq', 'k.n.c', 'four')`
    case 'strategies':
      return `insert into strategies (client_id, name, content_type, configuration) values ('${id}', 'New', 'newsletter', '{}')`
    case 'strategy_versions':
      return `insert into strategy_versions (strategy_id, version, client_id, configuration, merge_modes)
        values ('${row.strategyId}', 99, '${id}', '{}', '{}')`
    case 'prompt_templates':
      return `insert into prompt_templates (client_id, name, content_type, template, is_active)
        values ('${id}', 'New', 'newsletter', 'New', false)`
    case 'prompt_labels':
      return `insert into prompt_labels (client_id, template_id, label, version) values ('${id}', '${row.templateId}', 'new', 1)`
    case 'prompt_label_rules':
      return `insert into prompt_label_rules (client_id, label) values ('${id}', 'new')`
    case 'experiments':
      return `insert into experiments (client_id, template_client_id, template_id, content_type, name, metric, expected_lift,
          minimum_sample, pass_rate_margin, cost_margin)
        values ('${id}', '${id}', '${row.templateId}', 'any', 'New', 'cost', 0.1, 50, 0.05, 0.1)`
    case 'experiment_variants':
      return `insert into experiment_variants (client_id, experiment_id, key, version, weight)
        values ('${id}', '${row.experimentId}', 'b', 2, 1)`
    case 'content_templates':
      return `insert into content_templates (client_id, name, content_types, body) values ('${id}', 'New', '{faq}', '{}')`
    case 'content_template_versions':
      return `insert into content_template_versions (template_id, version, client_id, name, content_types, body)
        values ('${row.contentTemplateId}', 99, '${id}', 'New', '{faq}', '{}')`
    case 'models':
      return `insert into models (provider, model, name, accepts_temperature, reasoning, status)
        values ('openai', 'new', 'New', true, false, 'available')`
    case 'prices':
      return `insert into prices (provider, model, effective_from, input_usd_per_million, output_usd_per_million, source)
        select provider, model, now(), 1, 1, 'new' from models limit 1`
    case 'jobs':
    case 'jobs_default':
      return `insert into ${table} (client_id, content_type, prompt, created_by) values ('${id}', 'article', 'New', 'new')`
    case 'job_revisions':
      return `insert into job_revisions (client_id, job_id, revision, content, word_count, quality)
        values ('${id}', '${jobId}', 3, 'New', 1, '{}')`
    case 'feedback':
      return `insert into feedback (client_id, job_id, rating, revision) values ('${id}', '${jobId}', 'down', 1)`
    case 'job_attempts':
      return `insert into job_attempts
          (client_id, job_id, attempt, epoch, provider, model_requested, prompt_tokens_estimate, price_id)
        values ('${id}', '${jobId}', 3, 1, 'openai', 'any', 10, '${stage.priceId}')`
    case 'cached_answers':
      return `insert into cached_answers (client_id, key, expires_at) values ('${id}', decode(repeat('01', 32), 'hex'), now())`
    case 'provider_batches':
      return `insert into provider_batches (client_id, provider, model, size) values ('${id}', 'openai', 'any', 1)`
    case 'provider_batch_items':
      // The staged one is in the way.
      return `insert into provider_batch_items (job_id, client_id, provider, model, price_id, epoch, prompt_tokens)
        values ('${jobId}', '${id}', 'openai', 'any', '${stage.priceId}', 1, 1) on conflict (job_id) do update set epoch = 1`
    case 'charges':
      return `insert into charges (client_id, job_id, attempt, amount_usd, estimated, price_id)
        values ('${id}', '${jobId}', 2, 0.01, false, '${stage.priceId}')`
    case 'job_events':
    case 'job_events_default':
      return `insert into ${table} (client_id, job_id, status) values ('${id}', '${jobId}', 'pending')`
    case 'idempotency_keys':
      return `insert into idempotency_keys (client_id, key, body_hash, job_id, response)
        values ('${id}', 'new', '${'0'.repeat(64)}', '${jobId}', '{}')`
    case 'test_sets':
      return `insert into test_sets (client_id, name, content_type, briefs) values ('${id}', 'New', 'faq', '[{"topic": "New"}]')`
    case 'test_runs':
      return `insert into test_runs (batch_id, client_id, test_set_id, test_set_version, template_id, template_version, template_name)
        values ('${row.spareBatchId}', '${id}', '${row.testSetId}', 1, '${row.templateId}', 1, 'New')`
    case 'batches':
      return `insert into batches (client_id, size, estimated_usd, created_by) values ('${id}', 1, 0, 'new')`
    case 'job_list':
      return `insert into job_list (id, client_id, status, content_type, words)
        values (app.uuid_v7(), '${id}', 'pending', 'faq', 'Stage')`
    case 'client_turns':
      return `insert into client_turns values ('${id}', now())`
    case 'webhooks':
      return `insert into webhooks (client_id, url, origin, events, secret)
        values ('${id}', 'https://new.example/', 'https://new.example', '{job.failed}', 'k.n.c')`
    case 'webhook_deliveries':
      return `insert into webhook_deliveries (client_id, webhook_id, event, subject_client_id, subject_id)
        values ('${id}', '${row.webhookId}', 'webhook.test', '${id}', '${row.webhookId}')`
    case 'notice_events':
      return `insert into notice_events (kind, client_id) values ('job_failed', '${id}')`
    case 'notifications':
      return `insert into notifications (channel, user_id, client_id, kind, group_key, first_at, last_at, status)
        values ('app', '${row.bystander.id}', '${id}', 'job_failed', 'pieces', now(), now(), 'shown')`
    case 'notification_preferences':
      return `insert into notification_preferences (user_id, kind, in_app, email, scope)
        values ('${row.bystander.id}', 'batch_ended', true, true, 'own')`
    case 'provider_outages':
      return `insert into provider_outages values ('${id}', now(), now())`
    case 'slack_channels':
      // The staged one is in the way.
      return `insert into slack_channels (client_id, secret, hint, kinds) values ('${id}', 'k.n.c', 'new', '{job_failed}')
        on conflict (client_id) do update set hint = 'new'`
    case 'retention_policies':
      return `insert into retention_policies (client_id, kind, days) values ('${id}', 'events', 30)`
    case 'budgets':
      // The staged one is in the way.
      return `insert into budgets (client_id, hard_usd) values ('${id}', 1) on conflict (client_id) do update set hard_usd = 1`
    case 'usage_daily':
      return `insert into usage_daily (client_id, day, provider, model, content_type) values ('${id}', '2020-01-01', 'openai', 'any', 'faq')`
    case 'budget_months':
      return `insert into budget_months (client_id, month, spent_usd) values ('${id}', '2020-01-01', 1)`
    case 'budget_reservations':
      return `insert into budget_reservations (job_id, client_id, remaining_usd) values ('${jobId}', '${id}', 1)`
    case 'budget_alerts':
      return `insert into budget_alerts (client_id, month, level, limit_usd, spent_usd) values ('${id}', '2020-01-01', 'hard', 1, 1)`
    case 'purge_runs':
      return `insert into purge_runs (client_id, kind, removed, cutoff) values ('${id}', 'content', 1, now())`
    case 'audit_log':
      return `insert into audit_log (client_id, action, target_type) values ('${id}', 'stage.tried', 'stage')`
    case 'audit_details':
      return `with entry as materialized (select app.uuid_v7() as id), logged as (
          insert into audit_log (id, client_id, action, target_type) select id, '${id}', 'stage.tried', 'stage' from entry
        )
        insert into audit_details (audit_id, chain) select id, '${id}' from entry`
    case 'audit_seals':
      return `insert into audit_seals (chain, seq, audit_id, content_digest, address_digest, hash)
        select '${id}', 2, '${row.bareAuditId}', zero, zero, zero from decode(repeat('00', 32), 'hex') zero`
    case 'audit_unsealed':
      return `insert into audit_unsealed (audit_id, chain) values ('${row.auditId}', '${id}')`
    default:
      throw new Error(`probes.ts does not know how to insert into ${table}`)
  }
}

const lowest = '00000000-0000-0000-0000-000000000000'
const highest = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

function call(name: string, row: StagedClient): string | null {
  const { id, parentId } = row
  const moves = row.type === 'customer' || row.type === 'direct'
  const calls: Record<string, string | null> = {
    role_on: `select where app.role_on('${id}') is not null`,
    visible_clients: `select where '${id}' = any (app.visible_clients())`,
    client_roles: `select from app.client_roles() where client_id = '${id}'`,
    archive_client: parentId && `select app.archive_client('${id}', true)`,
    move_clients: moves ? `select app.move_clients('{${id}}', '${parentId}')` : null,
    moved_people: moves ? `select count(*) from app.moved_people('{${id}}', '${parentId}')` : null,
    moved_ownerless: moves ? `select count(*) from app.moved_ownerless('{${id}}', '${parentId}')` : null,
    find_jobs: `select from app.find_jobs('${id}', null, null, null, null, null, null, 1000) as id where id = '${row.jobId}'`,
    today_of: `select where app.today_of('${id}') is not null`,
    budgets_of: `select from app.budgets_of('${id}')`,
    reserve_budget: `select where app.reserve_budget('{${row.jobId}}') is not null`,
    note_refused_budget: `select where app.note_refused_budget('${id}', 1)`,
    lineage_strategy: `select from app.lineage_strategy('${id}', 'faq') where client_id = '${id}'`,
    lineage_strategies: `select from app.lineage_strategies('${id}') where client_id = '${id}'`,
    strategy_outcomes: `select from app.strategy_outcomes('${id}', '${row.strategyId}', '${lowest}', '${highest}')`,
    feedback_outcomes: `select from app.feedback_outcomes('${id}', '${row.strategyId}', '${lowest}', '${highest}')`,
    strategy_authors: `select from app.strategy_authors('${id}') where actor = 'user:${row.bystander.id}'`,
    lineage_content_templates: `select from app.lineage_content_templates('${id}') where client_id = '${id}'`,
    lineage_template: `select from app.lineage_template('${id}', 'faq') where client_id = '${id}'`,
    lineage_version: `select from app.lineage_version('${id}', '${row.templateId}', 1)`,
    prompt_outcomes: `select from app.prompt_outcomes('${id}', '${row.templateId}', '${lowest}', '${highest}')`,
    prompt_reactions: `select from app.prompt_reactions('${id}', '${row.templateId}', '${lowest}', '${highest}')`,
    serving_prompt: `select from app.serving_prompt('${id}', 'faq') where client_id = '${id}'`,
    running_experiment: `select from app.running_experiment('${id}', 'faq', '${row.templateId}')`,
    experiment_outcomes: `select from app.experiment_outcomes('${row.runningExperimentId}')`,
    template_baseline: `select from app.template_baseline('${id}', '${row.templateId}', 'any', '${lowest}')`,
    template_volume: `select from app.template_volume('${id}', '${row.templateId}', 'any', '${lowest}')`,
    experiment_people: `select from app.experiment_people('${id}') where actor = 'user:${row.bystander.id}'`,
    lineage_prompts: `select from app.lineage_prompts('${id}') where client_id = '${id}'`,
    prompt_authors: `select from app.prompt_authors('${id}') where actor = 'user:${row.bystander.id}'`,
    find_sign_in: `select from app.find_sign_in('${row.bystander.email}')`,
    key_authors: `select from app.key_authors('${id}') where actor = 'user:${row.bystander.id}'`,
    effective_provider_keys: `select from app.effective_provider_keys('${id}') where key_id = '${row.providerKeyId}'`,
    provider_secrets: `select from app.provider_secrets('${id}') where key_id = '${row.providerKeyId}'`,
    judge_provider_key: `select where app.judge_provider_key('${row.providerKeyId}', 'provider_key_refused')`,
    note_key_use: `select where app.note_key_use('${row.apiKeyId}')`,
    find_api_key: `select from app.find_api_key('${row.apiKeyPublicId}')`,
    due_jobs: `select from app.due_jobs(interval '0', '${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}', 1000)
      where id = '${row.jobId}'`,
    next_job: 'select from app.next_job()',
    recent_calls: `select count(*) from app.recent_calls(interval '1 hour')`,
    take_webhook_deliveries: `select from app.take_webhook_deliveries(100, 100, '{}', interval '0')
      where webhook_id = '${row.webhookId}'`,
    purge_webhook_deliveries: `select app.purge_webhook_deliveries(now() - interval '2 days')`,
    purge_cached_answers: 'select app.purge_cached_answers()',
    ripe_batch_clients: `select from app.ripe_batch_clients(interval '0', interval '0') as id where id = '${id}'`,
    take_provider_batches: `select from app.take_provider_batches(interval '0', 1000) where client_id = '${id}'`,
    purge_provider_batches: 'select app.purge_provider_batches()',
    callback_allowed: `select where app.callback_allowed('${id}', 'https://${row.webhookId}.example/called')`,
    delivery_concerns: `select where app.delivery_concerns(
      (select id from webhook_deliveries where webhook_id = '${row.webhookId}' limit 1))`,
    webhook_secrets: `select from app.webhook_secrets('${row.webhookId}')`,
    fan_out_notices: `select app.fan_out_notices(100, interval '5 minutes')`,
    take_notices: `select from app.take_notices(1000, interval '0') where user_id = '${row.bystander.id}'`,
    purge_notices: `select app.purge_notices(now() - interval '2 days', now() - interval '2 days')`,
    note_provider_down: `select app.note_provider_down('openai')`,
    slack_secret: `select where app.slack_secret('${id}') is not null`,
    audit_people: `select from app.audit_people(array['${row.auditorId}']::uuid[])`,
    due_purges: `select from app.due_purges() where client_id = '${id}'`,
    sweep: 'select from app.sweep()',
    retention_of: `select from app.retention_of('${id}')`,
    purge: `select app.purge('content', now() - interval '2 days', 1)`,
    answers_for_person: `select where app.answers_for_person('${row.bystander.id}')`,
    take_second_factor: `select from app.take_second_factor('${row.bystander.id}', 'probe') where had`,
    may_erase_person: `select where app.may_erase_person('${row.bystander.id}')`,
    erasable_person_email: `select where app.erasable_person_email('${row.bystander.id}') is not null`,
    erase_person: `select where app.erase_person('${row.bystander.id}', 'probe') is not null`,
    erase_client: `select where app.erase_client('${id}', 'probe') is not null`,
    forget_person_names: `select where app.forget_person_names('${row.bystander.id}', 'probe') is not null`,
    forget_client_names: `select where app.forget_client_names('${id}', 'probe') is not null`,
    empty_audit: `select app.empty_audit('${id}', '{}', '{}', 'probe')`,
    empty_audit_of_addresses: `select app.empty_audit_of_addresses('${row.bystander.id}', '{}', 'probe')`,
    audited_names: `select app.audited_names(array['${id}']::uuid[])`,
    unsealed_chains: `select from app.unsealed_chains(1000) where chain = '${id}'`,
    make_partitions: 'select from app.make_partitions(0)',
    client_people: `select from app.client_people('${id}') where user_id = '${row.bystander.id}'`,
    inviters: `select from app.inviters('${id}')`,
    find_invite: `select from app.find_invite('${row.inviteHash}')`,
    register_invited: `select where app.register_invited('${row.inviteHash}', 'New', 'none') is not null`,
    accept_invite: `select where app.accept_invite('${row.inviteHash}')`,
    see_session: `select where app.see_session('${row.bystander.sessionId}', '${row.bystander.id}', null)`,
    request_password_reset: `select from app.request_password_reset('${row.bystander.email}', '${'0'.repeat(64)}')`,
    find_password_reset: `select from app.find_password_reset('${'0'.repeat(64)}')`,
    use_password_reset: `select where app.use_password_reset('${'0'.repeat(64)}') is not null`,
    find_email_undo: `select from app.find_email_undo('${row.bystander.undoHash}')`,
    sweep_email_changes: 'select app.sweep_email_changes()',
    request_email_change: `select from app.request_email_change('${row.bystander.email}', '${'0'.repeat(64)}') where not taken`,
    withdraw_email_change: 'select where app.withdraw_email_change()',
    confirm_email_change: `select from app.confirm_email_change('${row.bystander.emailHash}', '${'0'.repeat(64)}', 'probe')`,
    undo_email_change: `select where app.undo_email_change('${row.bystander.undoHash}', 'probe')`,
    readdress_invites: `select app.readdress_invites('{${row.inviteId}}', 'new@stage.example', 'probe')`,
    own_credentials: `select from app.own_credentials() where user_id = '${row.bystander.id}'`,
    use_recovery_code: `select where app.use_recovery_code('${'0'.repeat(64)}')`,
  }
  const found = calls[name]
  if (found === undefined) throw new Error(`probes.ts does not know how to call ${name}`)
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
