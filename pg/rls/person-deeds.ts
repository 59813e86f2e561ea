import type { Deed } from './deed.ts'
import { castOf, count, figures, one, zero } from './deed-cast.ts'
import { bySlug } from './matrix-cases.ts'
import type { Stage } from './stage.ts'

/** What people do about themselves, and what proves who they are. */
export function personDeeds(stage: Stage): Deed[] {
  const { root, agency, customer, person, me, mine } = castOf(stage)
  const intoAnotherTenant = `insert into memberships (user_id, client_id, role)
    values ('${person}', '${bySlug(stage, 'ohio-paving').id}', 'viewer')`
  const signInOf = figures(
    ...['second_factors', 'recovery_codes', 'sessions'].map((table) => count(table, mine)),
    count('audit_log', `action = 'second_factor.taken' and target_id = '${person}' and client_id is null`),
  )

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
  ]
}
