import {
  beginTotpRequest,
  changeMeRequest,
  changePasswordRequest,
  confirmTotpRequest,
  endedSessions,
  me,
  proofRequest,
  recoveryCodes,
  sessionList,
  totpEnrolment,
  uuid,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { PeopleDeps } from '../deps.ts'
import { changePassword } from '../me/change-password.ts'
import { changeMe, readMe } from '../me/get.ts'
import { beginTotp, confirmTotp, disableTotp, renewRecoveryCodes } from '../me/second-factor.ts'
import { endOwnSessions, listOwnSessions } from '../me/sessions.ts'

const tags = ['me']

/** `/me`: what is the acting person's own. */
export function meRoutes(app: Service, deps: PeopleDeps): void {
  app.get(
    '/me',
    { schema: { operationId: 'getMe', tags, summary: 'Who is signed in', response: { 200: me } } },
    (request) => readMe(deps, request.context),
  )
  app.patch(
    '/me',
    {
      schema: {
        operationId: 'changeMe',
        tags,
        summary: 'Change one’s name',
        body: changeMeRequest,
        response: { 200: me },
      },
    },
    (request) => changeMe(deps, request.context, request.body),
  )
  app.post(
    '/me/password',
    {
      config: { errors: ['proof_refused'] },
      schema: {
        operationId: 'changePassword',
        tags,
        summary: 'Change one’s password',
        description: 'Needs the present one. All other sessions end.',
        body: changePasswordRequest,
        response: { 200: endedSessions },
      },
    },
    (request) => changePassword(deps, request.context, request.body),
  )
  app.get(
    '/me/sessions',
    {
      schema: {
        operationId: 'listSessions',
        tags,
        summary: 'Where one is signed in, the latest first',
        response: { 200: sessionList },
      },
    },
    (request) => listOwnSessions(deps, request.context),
  )
  app.delete(
    '/me/sessions',
    {
      schema: {
        operationId: 'endOtherSessions',
        tags,
        summary: 'End all sessions but this one',
        response: { 200: endedSessions },
      },
    },
    (request) => endOwnSessions(deps, request.context, {}),
  )
  app.delete(
    '/me/sessions/:id',
    {
      schema: {
        operationId: 'endSession',
        tags,
        summary: 'End one session',
        params: z.strictObject({ id: uuid }),
        response: { 200: endedSessions },
      },
    },
    (request) => endOwnSessions(deps, request.context, { session_id: request.params.id }),
  )
}

/** `/me/totp`: the second factor. */
export function totpRoutes(app: Service, deps: PeopleDeps): void {
  app.post(
    '/me/totp',
    {
      config: { errors: ['proof_refused', 'conflict'] },
      schema: {
        operationId: 'beginTotp',
        tags,
        summary: 'Begin to set up an authenticator app',
        body: beginTotpRequest,
        response: { 200: totpEnrolment },
      },
    },
    async (request, reply) =>
      reply.header('cache-control', 'no-store').send(await beginTotp(deps, request.context, request.body)),
  )
  app.post(
    '/me/totp/confirm',
    {
      config: { errors: ['proof_refused', 'conflict'] },
      schema: {
        operationId: 'confirmTotp',
        tags,
        summary: 'Complete the set-up with a first code; the recovery codes are told this once',
        body: confirmTotpRequest,
        response: { 200: recoveryCodes },
      },
    },
    async (request, reply) =>
      reply.header('cache-control', 'no-store').send(await confirmTotp(deps, request.context, request.body)),
  )
  app.post(
    '/me/totp/disable',
    {
      config: { errors: ['proof_refused', 'not_found'] },
      schema: {
        operationId: 'disableTotp',
        tags,
        summary: 'Remove the second factor',
        description: 'Needs the password, a code from the app, or a recovery code.',
        body: proofRequest,
        response: { 204: z.null().describe('Done') },
      },
    },
    async (request, reply) => {
      await disableTotp(deps, request.context, request.body)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/me/totp/recovery-codes',
    {
      config: { errors: ['proof_refused', 'not_found'] },
      schema: {
        operationId: 'renewRecoveryCodes',
        tags,
        summary: 'Make new recovery codes; the earlier ones work no more',
        body: proofRequest,
        response: { 200: recoveryCodes },
      },
    },
    async (request, reply) =>
      reply.header('cache-control', 'no-store').send(await renewRecoveryCodes(deps, request.context, request.body)),
  )
}
