import type { Stage, StagedClient } from './stage.ts'

const placesBelow: Record<string, string> = { root: 'agency', agency: 'customer' }

/** The statement that adds a row of a client to a table; null where there is no place for one. */
export function insert(stage: Stage, table: string, row: StagedClient): string | null {
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
      throw new Error(`probe-inserts.ts does not know how to insert into ${table}`)
  }
}
