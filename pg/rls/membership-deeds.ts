import type { Deed } from './deed.ts'
import { castOf, count, figures, invitedBy, one, withoutOwnersBut, zero } from './deed-cast.ts'
import type { Stage } from './stage.ts'

/** Who comes to a client by an invite, and who has to stay. */
export function membershipDeeds(stage: Stage): Deed[] {
  const cast = castOf(stage)
  const { agency, person, me, mine, agencyOwner } = cast
  const joined = figures(count('memberships', `${mine} and client_id = '${agency.id}' and role = 'member'`))

  return [
    {
      what: 'an invite by an owner makes somebody a member who was none',
      before: invitedBy(agencyOwner, cast),
      actor: me,
      does: [`select app.accept_invite('${zero}')`],
      then: joined,
      expected: '1',
    },
    {
      what: 'an invite by an owner raises a weaker role',
      before: [
        ...invitedBy(agencyOwner, cast),
        `insert into memberships (user_id, client_id, role) values ('${person}', '${agency.id}', 'viewer')`,
      ],
      actor: me,
      does: [`select app.accept_invite('${zero}')`],
      then: joined,
      expected: '1',
    },
    {
      what: 'an invite by somebody who may not grant its role makes nobody a member',
      before: invitedBy(stage.actor(agency, 'member'), cast),
      actor: me,
      does: [`select app.accept_invite('${zero}')`],
      then: joined,
      expected: '0',
    },
    {
      what: 'an invite to another address makes nobody a member',
      before: invitedBy(agencyOwner, cast),
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
  ]
}
