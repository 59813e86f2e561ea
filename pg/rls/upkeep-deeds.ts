import type { Deed } from './deed.ts'
import { castOf, count, figures, oldId } from './deed-cast.ts'
import type { Stage } from './stage.ts'

/** What the purge, the sweeps and the making of partitions take and leave, and what the audit takes. */
export function upkeepDeeds(stage: Stage): Deed[] {
  const { customer, asClient, ofCustomer } = castOf(stage)
  const oldEvent = '01800000-0000-7000-8000-000000000002'
  // What has ended long ago: with a text, an attempt, an event and an answer to repeat.
  const endedJob = [
    `insert into jobs (id, client_id, content_type, prompt, created_by) values ('${oldId}', '${customer.id}', 'article', 'Old', 'stage')`,
    `insert into job_attempts (client_id, job_id, attempt, epoch, provider, model_requested, prompt_tokens_estimate, price_id, error_message)
     values ('${customer.id}', '${oldId}', 1, 1, 'openai', 'any', 10, '${stage.priceId}', 'Old')`,
    `update jobs set status = 'cancelled' where id = '${oldId}'`,
    `insert into job_events (id, client_id, job_id, status) values ('${oldEvent}', '${customer.id}', '${oldId}', 'cancelled')`,
  ]

  return [
    {
      what: 'nobody adds details to what was written before, not even whoever wrote it',
      actor: `user:${customer.auditorId}`,
      before: [
        `insert into memberships (user_id, client_id, role) values ('${customer.auditorId}', '${customer.id}', 'owner')`,
      ],
      does: [
        `insert into audit_details (audit_id, chain, label) values ('${customer.bareAuditId}', '${customer.id}', 'Late')`,
      ],
      then: figures(count('audit_details', `label = 'Late'`)),
      expected: '23514 the audit takes details from the transaction that wrote the row alone',
    },
    {
      what: 'a purge empties what is old, says so, and leaves what is not',
      before: [
        ...endedJob,
        `alter table jobs disable trigger user`,
        `update jobs set completed_at = now() - interval '100 days' where id = '${oldId}'`,
        `alter table jobs enable trigger user`,
      ],
      actor: asClient,
      does: [
        `select app.purge('events', now() - interval '2 days', 100)`,
        `select app.purge('content', now() - interval '2 days', 100)`,
      ],
      then: figures(
        count('jobs', `id = '${oldId}' and prompt = ''`),
        count('jobs', `${ofCustomer} and prompt = 'Stage'`),
        count('job_attempts', `job_id = '${oldId}' and error_message is null`),
        count('job_events', `id = '${oldEvent}'`),
        count('purge_runs', `${ofCustomer} and cutoff < now() - interval '1 day'`),
      ),
      expected: '1 1 1 0 2',
    },
    {
      what: 'a purge of a job takes its edits, and leaves what it was worth to people without their words',
      before: [
        ...endedJob,
        `insert into job_revisions (client_id, job_id, revision, content, word_count, quality, created_by)
         values ('${customer.id}', '${oldId}', 2, 'Old', 1, '{}', 'stage')`,
        `insert into feedback (client_id, job_id, actor, rating, comment, revision)
         values ('${customer.id}', '${oldId}', 'stage', 'up', 'Old', 1)`,
        `update feedback set comment = 'New' where actor = 'stage' and job_id <> '${oldId}'`,
        `alter table jobs disable trigger user`,
        `update jobs set completed_at = now() - interval '100 days' where id = '${oldId}'`,
        `alter table jobs enable trigger user`,
      ],
      actor: asClient,
      does: [`select app.purge('content', now() - interval '2 days', 100)`],
      then: figures(
        count('job_revisions', `job_id = '${oldId}'`),
        count('job_revisions', ofCustomer),
        count('feedback', `job_id = '${oldId}' and comment is null`),
        count('feedback', `${ofCustomer} and comment = 'New'`),
      ),
      expected: '0 1 1 1',
    },
    {
      what: 'a purge of the audit empties what it held',
      before: [
        `alter table audit_log disable trigger user`,
        `insert into audit_log (id, client_id, actor, action, target_type) values ('${oldId}', '${customer.id}', 'stage', 'stage.set', 'stage')`,
        `alter table audit_log enable trigger user`,
        `insert into audit_details (audit_id, chain, label, address) values ('${oldId}', '${customer.id}', 'Old', '10.0.0.1')`,
      ],
      actor: asClient,
      does: [`select app.purge('audit', now() - interval '2 days', 100)`],
      then: figures(count('audit_details', `audit_id = '${oldId}' and label is null and address is null`)),
      expected: '1',
    },
    {
      what: 'what is of no use any more is swept away',
      before: [
        `update idempotency_keys set created_at = now() - interval '2 days'`,
        `update sessions set expires_at = now() - interval '31 days'`,
        `update password_resets set expires_at = now() - interval '31 days'`,
        `update invites set expires_at = now() - interval '31 days'`,
      ],
      actor: '',
      does: ['select app.sweep()'],
      then: figures(
        ...['idempotency_keys', 'sessions', 'password_resets', 'invites'].map((table) => count(table, 'true')),
      ),
      expected: '0 0 0 0',
    },
    {
      what: 'no partition is made where rows lie in the default one',
      before: [
        `insert into jobs (id, client_id, content_type, prompt, created_by)
         values (app.uuid_floor(date_trunc('month', now(), 'UTC') + interval '8 months 3 days'), '${customer.id}', 'article', 'Far', 'stage')`,
        `insert into job_events (id, client_id, job_id, status)
         select app.uuid_floor(date_trunc('month', now(), 'UTC') + interval '8 months 3 days'), client_id, id, 'pending'
         from jobs where prompt = 'Far'`,
      ],
      actor: '',
      does: [
        `select set_config('stage.seen', (select string_agg(partition, ' ' order by partition) from app.make_partitions(10)
           where outcome = 'blocked'), true)`,
      ],
      then: `select (current_setting('stage.seen') = to_char(date_trunc('month', now() at time zone 'UTC') + interval '8 months',
        '"job_events_p"YYYY"_"MM" jobs_p"YYYY"_"MM'))::text`,
      expected: 'true',
    },
  ]
}
