import {
  acceptedInvite,
  acceptInviteRequest,
  createInviteRequest,
  inviteOffer,
  invitePage,
  inviteTokenRequest,
  pageQuery,
  sentInvite,
  uuid,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { PeopleDeps } from '../deps.ts'
import { acceptByLink, lookUpInvite } from '../invites/accept.ts'
import { createInvite } from '../invites/create.ts'
import { listClientInvites } from '../invites/list.ts'
import { resendInvite, revokeClientInvite } from '../invites/resend.ts'

const params = z.strictObject({ id: uuid })
const inviteParams = z.strictObject({ id: uuid, inviteId: uuid })
const tags = ['people']

/** `/clients/:id/invites`: list, create, send again, revoke. `/invites`: what the holder of a link does with it. */
export function inviteRoutes(app: Service, deps: PeopleDeps): void {
  app.get(
    '/clients/:id/invites',
    {
      schema: {
        operationId: 'listInvites',
        tags,
        summary: 'The invites of a client that nobody accepted yet, newest first',
        params,
        querystring: pageQuery,
        response: { 200: invitePage },
      },
    },
    (request) => listClientInvites(deps, request.context, { client_id: request.params.id, ...request.query }),
  )
  app.post(
    '/clients/:id/invites',
    {
      config: { errors: ['already_member', 'already_invited'] },
      schema: {
        operationId: 'createInvite',
        tags,
        summary: 'Invite somebody by e-mail',
        description: '`mail` says what came of the mail. When none brought the link, `link` tells it, this once.',
        params,
        body: createInviteRequest,
        response: { 201: sentInvite },
      },
    },
    async (request, reply) => {
      const sent = await createInvite(deps, request.context, { client_id: request.params.id, ...request.body })
      return reply.code(201).header('cache-control', 'no-store').send(sent)
    },
  )
  app.post(
    '/clients/:id/invites/:inviteId/resend',
    {
      config: { errors: ['conflict'] },
      schema: {
        operationId: 'resendInvite',
        tags,
        summary: 'Send an invite again, with a new link and full time',
        params: inviteParams,
        response: { 200: sentInvite },
      },
    },
    async ({ context, params: { id, inviteId } }, reply) => {
      const sent = await resendInvite(deps, context, { client_id: id, invite_id: inviteId })
      return reply.header('cache-control', 'no-store').send(sent)
    },
  )
  app.delete(
    '/clients/:id/invites/:inviteId',
    {
      config: { errors: ['conflict'] },
      schema: {
        operationId: 'revokeInvite',
        tags,
        summary: 'Revoke an invite: its link works no more',
        params: inviteParams,
        response: { 204: z.null().describe('Done') },
      },
    },
    async ({ context, params: { id, inviteId } }, reply) => {
      await revokeClientInvite(deps, context, { client_id: id, invite_id: inviteId })
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/invites/lookup',
    {
      config: { visitor: true, errors: ['link_dead'] },
      schema: {
        operationId: 'lookUpInvite',
        tags,
        summary: 'What a link invites to',
        body: inviteTokenRequest,
        response: { 200: inviteOffer },
      },
    },
    (request) => lookUpInvite(deps, request.context, request.body),
  )
  app.post(
    '/invites/accept',
    {
      config: { visitor: true, errors: ['link_dead', 'conflict', 'unprocessable', 'forbidden'] },
      schema: {
        operationId: 'acceptInvite',
        tags,
        summary: 'Accept an invite',
        description: 'As whoever is signed in under the invited address, or with `account` as a new person.',
        body: acceptInviteRequest,
        response: { 200: acceptedInvite },
      },
    },
    (request) => acceptByLink(deps, request.context, request.body),
  )
}
