import {
  confirmPasswordResetRequest,
  passwordResetAnswer,
  passwordResetRequest,
  resetAccount,
  resetTokenRequest,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import type { PeopleDeps } from '../deps.ts'
import { confirmReset, lookUpReset } from '../password-resets/confirm.ts'
import { requestReset } from '../password-resets/request.ts'

const tags = ['me']

/** `/password-resets`: the way back for who forgot their password. */
export function passwordResetRoutes(app: Service, deps: PeopleDeps): void {
  app.post(
    '/password-resets',
    {
      config: { visitor: true },
      schema: {
        operationId: 'requestPasswordReset',
        tags,
        summary: 'Ask for a link to a new password',
        description: 'The answer is the same, and as quick, for addresses with an account and without.',
        body: passwordResetRequest,
        response: { 202: passwordResetAnswer },
      },
    },
    async (request, reply) => reply.code(202).send(await requestReset(deps, request.context, request.body)),
  )
  app.post(
    '/password-resets/lookup',
    {
      config: { visitor: true, errors: ['link_dead'] },
      schema: {
        operationId: 'lookUpPasswordReset',
        tags,
        summary: 'Whose password a link sets',
        body: resetTokenRequest,
        response: { 200: resetAccount },
      },
    },
    (request) => lookUpReset(deps, request.context, request.body),
  )
  app.post(
    '/password-resets/confirm',
    {
      config: { visitor: true, errors: ['link_dead'] },
      schema: {
        operationId: 'confirmPasswordReset',
        tags,
        summary: 'Set a new password by a link',
        description: 'The link is used up, and every session of that person ends.',
        body: confirmPasswordResetRequest,
        response: { 200: resetAccount },
      },
    },
    (request) => confirmReset(deps, request.context, request.body),
  )
}
