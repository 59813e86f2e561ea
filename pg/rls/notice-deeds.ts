import type { Deed } from './deed.ts'
import { bySlug } from './matrix-cases.ts'
import type { Stage } from './stage.ts'

const count = (table: string, condition: string) => `(select count(*) from ${table} where ${condition})`

/** What people do with what they were told, and what becomes of it with them. */
export function noticeDeeds(stage: Stage): Deed[] {
  const [agency, customer] = [bySlug(stage, 'heaviside-digital'), bySlug(stage, 'cincinnati-electrician')]
  const person = customer.bystander.id
  const mine = `user_id = '${person}'`
  const inSlack = `insert into notifications
      (channel, slack_client_id, client_id, kind, group_key, first_at, last_at, status, due_at)
    values ('slack', '${agency.id}', '${customer.id}', 'job_failed', 'pieces', now(), now(), 'waiting', now())`

  return [
    {
      what: 'a person reads what they were told, and nobody else’s',
      actor: `user:${person}`,
      does: ['update notifications set read_at = now()', `update notification_preferences set email = false`],
      then: `select concat_ws(' ', ${count('notifications', `read_at is not null and ${mine}`)},
        ${count('notifications', 'read_at is not null')}, ${count('notification_preferences', 'not email')})`,
      expected: '1 1 1',
    },
    {
      what: 'a person says what they want to be told, and sees that and what they were told, of nobody else',
      before: [`delete from notification_preferences where ${mine}`],
      actor: `user:${person}`,
      does: [
        `insert into notification_preferences (user_id, kind, in_app, email, scope)
         values ('${person}', 'batch_ended', true, true, 'all')`,
        `select set_config('stage.seen', concat_ws(' ', (select count(*) from notifications),
           (select count(*) from notification_preferences)), true)`,
      ],
      then: `select current_setting('stage.seen')`,
      expected: '1 1',
    },
    {
      what: 'a person who lost their role does not see what they were told before',
      before: [`delete from memberships where ${mine}`],
      actor: `user:${person}`,
      does: ['update notifications set read_at = now()'],
      then: `select ${count('notifications', 'read_at is not null')}::text`,
      expected: '0',
    },
    {
      what: 'nobody says for another what they want to be told',
      actor: stage.actor(agency, 'owner'),
      does: [
        `insert into notification_preferences (user_id, kind, in_app, email, scope)
         values ('${person}', 'batch_ended', true, true, 'all')`,
      ],
      then: `select ${count('notification_preferences', `kind = 'batch_ended'`)}::text`,
      expected: '42501 new row violates row-level security policy for table "notification_preferences"',
    },
    {
      what: 'what a channel is told is for the worker that acts as its client, and for no person',
      before: [inSlack],
      actor: `client:${agency.id}`,
      does: [
        `update notifications set last_error = 'Blind'`,
        `select set_config('app.actor', '${stage.actor(agency, 'owner')}', true)`,
        `update notifications set last_error = 'Seen' where channel = 'slack'`,
      ],
      then: `select concat_ws(' ', ${count('notifications', `last_error = 'Blind' and channel = 'slack'`)},
        ${count('notifications', `last_error is not null`)})`,
      expected: '1 1',
    },
    {
      what: 'a person who is erased leaves nothing that they were told, nor how they wanted it',
      actor: `user:${person}`,
      does: [`select app.erase_person('${person}', 'stage')`],
      then: `select concat_ws(' ', ${count('notifications', mine)}, ${count('notification_preferences', mine)})`,
      expected: '0 0',
    },
    {
      what: 'a client that is erased leaves no channel, and nobody is shown or sent what was told of it',
      before: [
        `alter table jobs disable trigger user`,
        `update jobs set status = 'cancelled', completed_at = now() where client_id = '${customer.id}'`,
        `alter table jobs enable trigger user`,
        `update clients set archived_at = now() where id = '${customer.id}'`,
        inSlack,
        `insert into notice_events (kind, client_id) values ('job_failed', '${customer.id}')`,
      ],
      actor: stage.actor(agency, 'owner'),
      does: [`select app.erase_client('${customer.id}', 'stage')`],
      then: `select concat_ws(' ', ${count('notifications', `client_id = '${customer.id}'`)},
        ${count('notice_events', `client_id = '${customer.id}'`)}, ${count('slack_channels', `client_id = '${customer.id}'`)},
        ${count('slack_channels', `client_id = '${agency.id}'`)})`,
      expected: '0 0 0 1',
    },
  ]
}
