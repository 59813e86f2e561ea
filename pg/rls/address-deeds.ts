import type { Deed } from './deed.ts'
import { castOf, count, figures, invitedBy, one, zero } from './deed-cast.ts'
import type { Stage } from './stage.ts'

/** What becomes of an address, of the wish for another one, and of the way back. */
export function addressDeeds(stage: Stage): Deed[] {
  const cast = castOf(stage)
  const { agency, customer, person, me, mine, agencyOwner } = cast

  return [
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
      before: invitedBy(agencyOwner, cast),
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
  ]
}
