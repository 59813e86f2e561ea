import {
  changeMemberRequest,
  member,
  memberPage,
  memberQuery,
  takenSecondFactor,
  takeSecondFactorRequest,
  uuid,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { PeopleDeps, SmmDeps } from '../deps.ts'
import { changeRole } from '../members/change-role.ts'
import { listClientMembers } from '../members/list.ts'
import { removeClientMember } from '../members/remove.ts'
import { takeSecondFactorOf } from '../members/take-second-factor.ts'

const params = z.strictObject({ id: uuid })
const memberParams = z.strictObject({ id: uuid, userId: uuid })
const tags = ['people']

/** `/clients/:id/members`: list, change a role, remove. */
export function memberRoutes(app: Service, deps: SmmDeps): void {
  app.get(
    '/clients/:id/members',
    {
      schema: {
        operationId: 'listMembers',
        tags,
        summary: 'Who has a role on a client, and where from',
        description:
          'A row for each role: given on the client itself, or on a client above it. `scope` leaves out one of the two.',
        params,
        querystring: memberQuery,
        response: { 200: memberPage },
      },
    },
    (request) => listClientMembers(deps, request.context, { client_id: request.params.id, ...request.query }),
  )
  app.patch(
    '/clients/:id/members/:userId',
    {
      config: { errors: ['conflict', 'last_owner'] },
      schema: {
        operationId: 'changeMember',
        tags,
        summary: 'Give a member another role',
        description: 'Needs admin, and a role as strong as the old one and the new one. It is felt at once.',
        params: memberParams,
        body: changeMemberRequest,
        response: { 200: member },
      },
    },
    ({ context, params: { id, userId }, body }) =>
      changeRole(deps, context, { client_id: id, user_id: userId, ...body }),
  )
  app.delete(
    '/clients/:id/members/:userId',
    {
      config: { errors: ['conflict', 'last_owner'] },
      schema: {
        operationId: 'removeMember',
        tags,
        summary: 'Remove a member, or leave',
        description: 'Needs admin and a role as strong as theirs; everybody may leave. A client keeps an owner.',
        params: memberParams,
        response: { 204: z.null().describe('Done') },
      },
    },
    async ({ context, params: { id, userId } }, reply) => {
      await removeClientMember(deps, context, { client_id: id, user_id: userId })
      return reply.code(204).send(null)
    },
  )
}

/** `/people/:id/second-factor`: for who lost phone and recovery codes. */
export function lostSecondFactorRoutes(app: Service, deps: PeopleDeps): void {
  app.post(
    '/people/:id/second-factor/take',
    {
      config: { errors: ['proof_refused'] },
      schema: {
        operationId: 'takeSecondFactor',
        tags,
        summary: 'Take away the second factor of somebody who lost it',
        description:
          'All their sessions end, and they are told by mail. Takes the role of an admin, and as much as the person ' +
          'holds, on a client at or above all of theirs; for somebody of several tenants, an owner of the root. ' +
          'The caller proves to be themselves.',
        params,
        body: takeSecondFactorRequest,
        response: { 200: takenSecondFactor },
      },
    },
    (request) => takeSecondFactorOf(deps, request.context, { person_id: request.params.id, ...request.body }),
  )
}
