import { blindWrites } from './blind-writes.ts'
import type { Deed } from './deed.ts'
import { bySlug } from './matrix-cases.ts'
import { batchDeeds } from './batch-deeds.ts'
import { experimentDeeds } from './experiment-deeds.ts'
import { moneyDeeds } from './money-deeds.ts'
import { noticeDeeds } from './notice-deeds.ts'
import { promptDeeds } from './prompt-deeds.ts'
import { trialDeeds } from './trial-deeds.ts'
import type { Stage } from './stage.ts'

const zero = '0'.repeat(64)
const one = '1'.repeat(64)
const count = (table: string, condition: string) => `(select count(*) from ${table} where ${condition})`
const figures = (...counts: string[]) => `select concat_ws(' ', ${counts.join(', ')})`

/** Deeds of people about themselves, of the functions that work across tenants, and of the triggers. */
export function deedsOf(stage: Stage): Deed[] {
  const [root, agency, customer] = [
    bySlug(stage, 'hg-content'),
    bySlug(stage, 'heaviside-digital'),
    bySlug(stage, 'cincinnati-electrician'),
  ]
  const person = customer.bystander.id
  const me = `user:${person}`
  const mine = `user_id = '${person}'`
  const key = stage.actor(customer, 'key_read')
  const agencyOwner = stage.actor(agency, 'owner')
  const asClient = `client:${customer.id}`
  const ofCustomer = `client_id = '${customer.id}'`
  const oldJob = '01800000-0000-7000-8000-000000000001'
  const oldEvent = '01800000-0000-7000-8000-000000000002'
  // What has ended long ago: with a text, an attempt, an event and an answer to repeat.
  const endedJob = [
    `insert into jobs (id, client_id, content_type, prompt, created_by) values ('${oldJob}', '${customer.id}', 'article', 'Old', 'stage')`,
    `insert into job_attempts (client_id, job_id, attempt, epoch, provider, model_requested, prompt_tokens_estimate, price_id, error_message)
     values ('${customer.id}', '${oldJob}', 1, 1, 'openai', 'any', 10, '${stage.priceId}', 'Old')`,
    `update jobs set status = 'cancelled' where id = '${oldJob}'`,
    `insert into job_events (id, client_id, job_id, status) values ('${oldEvent}', '${customer.id}', '${oldJob}', 'cancelled')`,
  ]
  const invited = (sender: string) => [
    `select set_config('app.actor', '${sender}', true)`,
    `insert into invites (client_id, email, role, token_hash, expires_at)
     values ('${agency.id}', '${customer.bystander.email}', 'member', '${zero}', now() + interval '1 day')`,
  ]
  const intoAnotherTenant = `insert into memberships (user_id, client_id, role)
    values ('${person}', '${bySlug(stage, 'ohio-paving').id}', 'viewer')`
  const signInOf = figures(
    ...['second_factors', 'recovery_codes', 'sessions'].map((table) => count(table, mine)),
    count('audit_log', `action = 'second_factor.taken' and target_id = '${person}' and client_id is null`),
  )
  const withoutOwnersBut = (which: string, ...more: string[]) => [
    'alter table memberships disable trigger user',
    `delete from memberships where role = 'owner' and not (${which})`,
    ...more,
    'alter table memberships enable trigger user',
  ]
  const joined = figures(count('memberships', `${mine} and client_id = '${agency.id}' and role = 'member'`))

  return [
    {
      what: 'a person reads themselves',
      actor: me,
      does: [`select set_config('stage.seen', (select count(*)::text from users), true)`],
      then: `select current_setting('stage.seen')`,
      expected: '1',
    },
    {
      what: 'a person renames themselves, and nobody else',
      actor: me,
      does: [`update users set name = 'Renamed'`],
      then: figures(count('users', `name = 'Renamed'`)),
      expected: '1',
    },
    {
      what: 'a person leaves a client',
      actor: me,
      does: [`delete from memberships where ${mine}`],
      then: figures(count('memberships', mine)),
      expected: '0',
    },
    {
      what: 'a person begins and ends sessions of their own',
      actor: me,
      does: [
        `insert into sessions (user_id, expires_at) values ('${person}', now() + interval '1 day'), ('${person}', now())`,
        `select set_config('stage.seen', (select count(*)::text from sessions), true)`,
        'delete from sessions',
      ],
      then: figures(`current_setting('stage.seen')`, count('sessions', mine), count('sessions', `not ${mine}`)),
      expected: `3 0 ${stage.clients.length - 1}`,
    },
    {
      what: 'a person sets up a second factor of their own, uses it and takes it away',
      actor: me,
      does: [
        'delete from recovery_codes',
        'delete from second_factors',
        `insert into second_factors (user_id, secret) values ('${person}', 'new')`,
        `insert into recovery_codes (user_id, hash) values ('${person}', '${one}')`,
        'update second_factors set last_step = 7, confirmed_at = now()',
        `select set_config('stage.seen', (select count(*) from second_factors) || ' ' || (select count(*) from recovery_codes), true)`,
      ],
      then: figures(
        `current_setting('stage.seen')`,
        count('second_factors', `${mine} and last_step = 7`),
        count('second_factors', `not ${mine} and last_step = 0`),
        count('recovery_codes', `not ${mine}`),
      ),
      expected: `1 1 1 ${stage.clients.length - 1} ${stage.clients.length - 1}`,
    },
    {
      what: 'a person uses up a recovery code',
      actor: me,
      does: [`select app.use_recovery_code('${zero}')`],
      then: figures(count('recovery_codes', 'used_at is not null')),
      expected: '1',
    },
    {
      what: 'a person reads what proves that they are themselves',
      actor: me,
      does: [
        `select set_config('stage.seen', (select user_id || ' ' || totp_secret from app.own_credentials()), true)`,
      ],
      then: `select current_setting('stage.seen')`,
      expected: `${person} none`,
    },
    {
      what: 'an owner of the root takes the second factor of somebody of two tenants, and their sessions with it',
      before: [intoAnotherTenant],
      actor: stage.actor(root, 'owner'),
      does: [`select app.take_second_factor('${person}', 'stage')`],
      then: signInOf,
      expected: '0 0 0 1',
    },
    {
      what: 'an admin of the root takes nothing from somebody of two tenants',
      before: [intoAnotherTenant],
      actor: stage.actor(root, 'admin'),
      does: [`select app.take_second_factor('${person}', 'stage')`],
      then: signInOf,
      expected: '1 1 1 0',
    },
    {
      what: 'an admin takes nothing from an owner',
      before: [`update memberships set role = 'owner' where ${mine}`],
      actor: stage.actor(agency, 'admin'),
      does: [`select app.take_second_factor('${person}', 'stage')`],
      then: signInOf,
      expected: '1 1 1 0',
    },
    {
      what: 'a session that is used is noted',
      before: [`update sessions set last_seen_at = now() - interval '1 hour' where ${mine}`],
      actor: '',
      does: [`select app.see_session('${customer.bystander.sessionId}', '${person}', '10.0.0.1')`],
      then: figures(count('sessions', `address = '10.0.0.1'`)),
      expected: '1',
    },
    {
      what: 'a forgotten password is reset by a link, once',
      actor: '',
      does: [
        `select app.request_password_reset('${customer.bystander.email}', '${zero}')`,
        `select set_config('stage.seen', (select user_id::text from app.find_password_reset('${zero}')), true)`,
        `select app.use_password_reset('${zero}')`,
      ],
      then: figures(`current_setting('stage.seen')`, count('password_resets', `${mine} and used_at is null`)),
      expected: `${person} 0`,
    },
    {
      what: 'a person reads which addresses they had and asked for',
      actor: me,
      does: [`select set_config('stage.seen', (select count(id)::text from email_changes), true)`],
      then: `select current_setting('stage.seen')`,
      expected: '2',
    },
    {
      what: 'a person asks for another address, takes it back, and asks again',
      actor: me,
      does: [
        `select app.request_email_change('one@stage.example', '${zero}')`,
        'select app.withdraw_email_change()',
        `select app.request_email_change('two@stage.example', '${one}')`,
      ],
      then: figures(
        count('email_changes', `${mine} and confirmed_at is null and withdrawn_at is null and token_hash = '${one}'`),
        count('email_changes', `${mine} and withdrawn_at is not null`),
        count('email_changes', `not ${mine} and withdrawn_at is not null`),
      ),
      expected: '1 2 0',
    },
    {
      what: 'a confirmed address is signed in with, takes open invites along, and ends links to a new password',
      before: invited(agencyOwner),
      actor: me,
      does: [
        `select set_config('stage.seen', (select new_email from app.confirm_email_change('${customer.bystander.emailHash}', '${one}', 'stage')), true)`,
      ],
      then: figures(
        count('users', `id = '${person}' and email = current_setting('stage.seen')`),
        count('invites', `client_id = '${agency.id}' and email = current_setting('stage.seen')`),
        count('password_resets', `${mine} and used_at is null`),
        count('audit_log', `action = 'invite.readdressed' and client_id = '${agency.id}'`),
      ),
      expected: '1 1 0 1',
    },
    {
      what: 'a change that is undone brings the address back, and ends password, sessions and links',
      before: [`update second_factors set created_at = now() + interval '1 minute' where ${mine}`],
      actor: me,
      does: [`select app.undo_email_change('${customer.bystander.undoHash}', 'stage')`],
      then: figures(
        count('users', `id = '${person}' and email = '${customer.bystander.formerEmail}' and password_hash = 'undone'`),
        ...['sessions', 'second_factors', 'recovery_codes'].map((table) => count(table, mine)),
        count('password_resets', `${mine} and used_at is null`),
        count('email_changes', `${mine} and undone_at is null and withdrawn_at is null`),
      ),
      expected: '1 0 0 0 0 0',
    },
    {
      what: 'an address that somebody may come back to is nobody else’s',
      before: [
        `select set_config('app.actor', '${agencyOwner}', true)`,
        `insert into invites (client_id, email, role, token_hash, expires_at)
         values ('${agency.id}', '${customer.bystander.formerEmail}', 'member', '${zero}', now() + interval '1 day')`,
      ],
      actor: '',
      does: [`select app.register_invited('${zero}', 'Newcomer', 'none')`],
      then: figures(count('users', `name = 'Newcomer'`)),
      expected: '23505 the address is taken',
    },
    {
      what: 'wishes for an address that came to nothing are swept away, and no others',
      before: [`update email_changes set expires_at = now() - interval '31 days' where ${mine}`],
      actor: '',
      does: ['select app.sweep_email_changes()'],
      then: figures(count('email_changes', mine), count('email_changes', `not ${mine} and confirmed_at is null`)),
      expected: `1 ${stage.clients.length - 1}`,
    },
    {
      what: 'a new password ends the links to another one, one’s own alone',
      actor: me,
      does: [`update users set password_hash = 'new'`],
      then: figures(
        count('password_resets', `${mine} and used_at is null`),
        count('password_resets', `not ${mine} and used_at is null`),
      ),
      expected: `0 ${stage.clients.length - 1}`,
    },
    {
      what: 'an invite by an owner makes somebody a member who was none',
      before: invited(agencyOwner),
      actor: me,
      does: [`select app.accept_invite('${zero}')`],
      then: joined,
      expected: '1',
    },
    {
      what: 'an invite by an owner raises a weaker role',
      before: [
        ...invited(agencyOwner),
        `insert into memberships (user_id, client_id, role) values ('${person}', '${agency.id}', 'viewer')`,
      ],
      actor: me,
      does: [`select app.accept_invite('${zero}')`],
      then: joined,
      expected: '1',
    },
    {
      what: 'an invite by somebody who may not grant its role makes nobody a member',
      before: invited(stage.actor(agency, 'member')),
      actor: me,
      does: [`select app.accept_invite('${zero}')`],
      then: joined,
      expected: '0',
    },
    {
      what: 'an invite to another address makes nobody a member',
      before: invited(agencyOwner),
      actor: `user:${agency.bystander.id}`,
      does: [`select app.accept_invite('${zero}')`],
      then: figures(count('memberships', `user_id = '${agency.bystander.id}' and role = 'member'`), joined.slice(7)),
      expected: '0 0',
    },
    {
      what: 'somebody new makes an account by an invite, and nobody does by none',
      before: [
        `select set_config('app.actor', '${agencyOwner}', true)`,
        `insert into invites (client_id, email, role, token_hash, expires_at)
         values ('${agency.id}', 'newcomer@stage.example', 'member', '${zero}', now() + interval '1 day')`,
      ],
      actor: '',
      does: [
        `select app.register_invited('${zero}', 'Newcomer', 'none')`,
        `select app.register_invited('${one}', 'Newcomer', 'none')`,
      ],
      then: figures(
        count('users', `email = 'newcomer@stage.example' and name = 'Newcomer'`),
        count('users', `name = 'Newcomer'`),
      ),
      expected: '1 1',
    },
    {
      what: 'the last owner of a line stays',
      before: withoutOwnersBut('false', `update memberships set role = 'owner' where ${mine}`),
      actor: me,
      does: [`delete from memberships where ${mine}`],
      then: figures(count('memberships', mine)),
      expected: '23514 a client keeps an owner, on itself or above it',
    },
    {
      what: 'a key notes its own use, changes nothing of its own, and notes no other’s',
      actor: key,
      does: [
        `select app.note_key_use('${key.slice(4)}')`,
        `select app.note_key_use('${customer.apiKeyId}')`,
        `update api_keys set expires_at = '2099-01-01'`,
      ],
      then: figures(count('api_keys', 'last_used_at is not null'), count('api_keys', `expires_at = '2099-01-01'`)),
      expected: '1 0',
    },
    {
      what: 'a worker marks a provider’s key as refused',
      actor: asClient,
      does: [`select app.judge_provider_key('${customer.providerKeyId}', 'provider_key_refused')`],
      then: figures(count('provider_keys', 'refused_at is not null')),
      expected: '1',
    },
    {
      what: 'a new client has its place, its slug and its row in the audit’s queue',
      actor: agencyOwner,
      does: [
        `insert into clients (id, name, slug, type, parent_id)
         values ('${oldJob}', 'New', 'new-client', 'customer', '${agency.id}')`,
        `insert into audit_log (client_id, action, target_type) values ('${oldJob}', 'client.created', 'client')`,
      ],
      then: figures(
        count('client_closure', `descendant_id = '${oldJob}'`),
        count('client_slugs', `client_id = '${oldJob}'`),
        count('audit_unsealed', `chain = '${oldJob}'`),
      ),
      expected: '3 1 1',
    },
    {
      what: 'a client is renamed, moved and archived from above, and its place follows',
      actor: stage.actor(root, 'owner'),
      does: [
        `update clients set name = 'Renamed', slug = 'renamed' where id = '${customer.id}'`,
        `select app.move_clients('{${customer.id}}', '${root.id}')`,
        `select app.archive_client('${customer.id}', true)`,
      ],
      then: figures(
        count('client_closure', `descendant_id = '${customer.id}'`),
        count('clients', `id = '${customer.id}' and type = 'direct' and archived_at is not null and slug = 'renamed'`),
        count('client_slugs', ofCustomer),
      ),
      expected: '2 1 2',
    },
    {
      what: 'a client is moved by whoever may, though another one above it is left without an owner',
      before: withoutOwnersBut(`client_id = '${customer.id}'`),
      actor: stage.actor(root, 'admin'),
      does: [`select app.move_clients('{${customer.id}}', '${root.id}')`],
      then: figures(count('clients', `id = '${customer.id}' and parent_id = '${root.id}'`)),
      expected: '1',
    },
    {
      what: 'no client is moved away from its last owner',
      before: withoutOwnersBut(`client_id = '${agency.id}'`),
      actor: stage.actor(root, 'admin'),
      does: [`select app.move_clients('{${customer.id}}', '${root.id}')`],
      then: figures(count('clients', `id = '${customer.id}' and parent_id = '${root.id}'`)),
      expected: '23514 a client keeps an owner, on itself or above it',
    },
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
    ...(['move_clients', 'moved_people', 'moved_ownerless'] as const).map((name) => ({
      what: `nobody moves a client to where they are no admin: ${name}`,
      actor: agencyOwner,
      does: [`select app.${name}('{${customer.id}}', '${bySlug(stage, 'paving-marketers').id}')`],
      then: figures(count('clients', `id = '${customer.id}' and parent_id = '${agency.id}'`)),
      expected: `42501 permission denied for function ${name}`,
    })),
    {
      what: 'an archived client takes no new content',
      before: [`update clients set archived_at = now() where id = '${agency.id}'`],
      actor: stage.actor(customer, 'member'),
      does: [
        `insert into jobs (client_id, content_type, prompt, created_by) values ('${customer.id}', 'article', 'New', 'new')`,
      ],
      then: figures(count('jobs', `prompt = 'New'`)),
      expected: `23514 client ${customer.id} is archived`,
    },
    {
      what: 'a purge empties what is old, says so, and leaves what is not',
      before: [
        ...endedJob,
        `alter table jobs disable trigger user`,
        `update jobs set completed_at = now() - interval '100 days' where id = '${oldJob}'`,
        `alter table jobs enable trigger user`,
      ],
      actor: asClient,
      does: [
        `select app.purge('events', now() - interval '2 days', 100)`,
        `select app.purge('content', now() - interval '2 days', 100)`,
      ],
      then: figures(
        count('jobs', `id = '${oldJob}' and prompt = ''`),
        count('jobs', `${ofCustomer} and prompt = 'Stage'`),
        count('job_attempts', `job_id = '${oldJob}' and error_message is null`),
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
         values ('${customer.id}', '${oldJob}', 2, 'Old', 1, '{}', 'stage')`,
        `insert into feedback (client_id, job_id, actor, rating, comment, revision)
         values ('${customer.id}', '${oldJob}', 'stage', 'up', 'Old', 1)`,
        `update feedback set comment = 'New' where actor = 'stage' and job_id <> '${oldJob}'`,
        `alter table jobs disable trigger user`,
        `update jobs set completed_at = now() - interval '100 days' where id = '${oldJob}'`,
        `alter table jobs enable trigger user`,
      ],
      actor: asClient,
      does: [`select app.purge('content', now() - interval '2 days', 100)`],
      then: figures(
        count('job_revisions', `job_id = '${oldJob}'`),
        count('job_revisions', ofCustomer),
        count('feedback', `job_id = '${oldJob}' and comment is null`),
        count('feedback', `${ofCustomer} and comment = 'New'`),
      ),
      expected: '0 1 1 1',
    },
    {
      what: 'somebody changes what they said of a piece, and nobody else’s word',
      before: [
        `update memberships set role = 'member' where ${mine}`,
        `insert into feedback (client_id, job_id, actor, rating, revision)
         values ('${customer.id}', '${customer.jobId}', '${me}', 'up', 1)`,
      ],
      actor: me,
      does: [`update feedback set rating = 'down'`],
      then: figures(count('feedback', `rating = 'down' and actor = '${me}'`), count('feedback', `rating = 'down'`)),
      expected: '1 1',
    },
    {
      what: 'nobody edits in another’s name',
      actor: agencyOwner,
      does: [
        `insert into job_revisions (client_id, job_id, revision, content, word_count, quality, created_by)
         values ('${customer.id}', '${customer.jobId}', 3, 'New', 1, '{}', '${me}')`,
      ],
      then: figures(count('job_revisions', 'revision = 3')),
      expected: '42501 new row violates row-level security policy for table "job_revisions"',
    },
    {
      what: 'a purge of the audit empties what it held',
      before: [
        `alter table audit_log disable trigger user`,
        `insert into audit_log (id, client_id, actor, action, target_type) values ('${oldJob}', '${customer.id}', 'stage', 'stage.set', 'stage')`,
        `alter table audit_log enable trigger user`,
        `insert into audit_details (audit_id, chain, label, address) values ('${oldJob}', '${customer.id}', 'Old', '10.0.0.1')`,
      ],
      actor: asClient,
      does: [`select app.purge('audit', now() - interval '2 days', 100)`],
      then: figures(count('audit_details', `audit_id = '${oldJob}' and label is null and address is null`)),
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
      what: 'a person who is erased leaves nothing of themselves',
      before: [
        `select set_config('app.actor', 'client:${customer.id}', true)`,
        `insert into audit_log (client_id, action, target_type, target_id) values ('${customer.id}', 'stage.set', 'user', '${person}')`,
        `insert into audit_details (audit_id, chain, label)
         select id, '${customer.id}', 'Stage' from audit_log where target_id = '${person}'`,
        `insert into invites (client_id, email, role, token_hash, expires_at)
         values ('${agency.id}', '${customer.bystander.email}', 'member', '${zero}', now()),
           ('${agency.id}', '${customer.bystander.formerEmail}', 'member', '${one}', now())`,
        `with entry as (insert into audit_log (client_id, action, target_type) values ('${customer.id}', 'stage.set', 'stage') returning id)
         insert into audit_details (audit_id, chain, label) select id, '${customer.id}', '${customer.bystander.formerEmail}' from entry`,
      ],
      actor: me,
      does: [`select app.erase_person('${person}', 'stage')`],
      then: figures(
        ...['sessions', 'second_factors', 'recovery_codes', 'password_resets', 'memberships', 'email_changes'].map(
          (table) => count(table, mine),
        ),
        count('invites', `email in ('${customer.bystander.email}', '${customer.bystander.formerEmail}')`),
        count('audit_details', `label = '${customer.bystander.formerEmail}'`),
        count('users', `id = '${person}' and email like 'erased-%' and password_hash = 'erased'`),
        count('audit_details', `label = 'Stage'`),
        count('audit_log', `action = 'person.erased' and target_id = '${person}'`),
      ),
      expected: '0 0 0 0 0 0 0 0 1 0 2',
    },
    {
      what: 'a client that is erased leaves nothing of itself',
      before: [
        `alter table jobs disable trigger user`,
        `update jobs set status = 'cancelled', completed_at = now() where ${ofCustomer}`,
        `alter table jobs enable trigger user`,
        `update clients set archived_at = now() where id = '${customer.id}'`,
      ],
      actor: stage.actor(agency, 'owner'),
      does: [`select app.erase_client('${customer.id}', 'stage')`],
      then: figures(
        ...[
          'strategies',
          'strategy_versions',
          'prompt_templates',
          'prompt_labels',
          'prompt_label_rules',
          'experiments',
          'experiment_variants',
          'test_sets',
          'test_runs',
          'content_templates',
          'content_template_versions',
          'api_keys',
          'provider_keys',
          'invites',
          'retention_policies',
          'job_events',
          'idempotency_keys',
          'memberships',
        ].map((table) => count(table, ofCustomer)),
        count('jobs', `${ofCustomer} and prompt <> ''`),
        count('client_slugs', `${ofCustomer} and slug not like 'erased-%'`),
        count('clients', `id = '${customer.id}' and name = 'Erased client'`),
        count('audit_details', `chain = '${customer.id}' and emptied_at is null`),
        count('audit_log', `action = 'client.erased'`),
      ),
      expected: '0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 1 0 1',
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
    ...batchDeeds(stage),
    ...moneyDeeds(stage),
    ...noticeDeeds(stage),
    ...promptDeeds(stage),
    ...experimentDeeds(stage),
    ...trialDeeds(stage),
    ...blindWrites(stage),
  ]
}
