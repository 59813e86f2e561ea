import { changedEmail, changeEmailAnswer, changeEmailRequest, emailTokenRequest, emailUndo } from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { PeopleDeps } from '../deps.ts'
import { confirmChange } from '../email-changes/confirm.ts'
import { requestChange } from '../email-changes/request.ts'
import { lookUpUndo, undoChange } from '../email-changes/undo.ts'
import { withdrawChange } from '../email-changes/withdraw.ts'

const tags = ['me']

/** `/me/email`: another address to sign in with. */
export function emailChangeRoutes(app: Service, deps: PeopleDeps): void {
  app.post(
    '/me/email',
    {
      config: { errors: ['proof_refused'] },
      schema: {
        operationId: 'requestEmailChange',
        tags,
        summary: 'Ask for another e-mail address',
        description:
          'Needs the password, and a code where there is a second factor. A link goes to the new address; the answer ' +
          'is the same for addresses that are in use.',
        body: changeEmailRequest,
        response: { 202: changeEmailAnswer },
      },
    },
    async (request, reply) => reply.code(202).send(await requestChange(deps, request.context, request.body)),
  )
  app.delete(
    '/me/email',
    {
      config: { errors: ['not_found'] },
      schema: {
        operationId: 'withdrawEmailChange',
        tags,
        summary: 'Take the wish for another e-mail address back',
        response: { 204: z.null().describe('Done') },
      },
    },
    async (request, reply) => {
      await withdrawChange(deps, request.context)
      return reply.code(204).send(null)
    },
  )
  app.post(
    '/me/email/confirm',
    {
      config: { errors: ['link_dead', 'conflict'] },
      schema: {
        operationId: 'confirmEmailChange',
        tags,
        summary: 'Confirm another e-mail address by a link',
        description:
          'For the person who asked. All other sessions end, and the old address is told, with the way back.',
        body: emailTokenRequest,
        response: { 200: changedEmail },
      },
    },
    (request) => confirmChange(deps, request.context, request.body),
  )
}

/** `/email-undos`: the way back from the old address. */
export function emailUndoRoutes(app: Service, deps: PeopleDeps): void {
  app.post(
    '/email-undos/lookup',
    {
      config: { visitor: true, errors: ['link_dead'] },
      schema: {
        operationId: 'lookUpEmailUndo',
        tags,
        summary: 'Which e-mail address a link brings back',
        body: emailTokenRequest,
        response: { 200: emailUndo },
      },
    },
    (request) => lookUpUndo(deps, request.context, request.body),
  )
  app.post(
    '/email-undos/confirm',
    {
      config: { visitor: true, errors: ['link_dead'] },
      schema: {
        operationId: 'undoEmailChange',
        tags,
        summary: 'Undo a change of e-mail address by a link',
        description: 'Every session ends and the password works no more; a link to a new one goes to the old address.',
        body: emailTokenRequest,
        response: { 200: emailUndo },
      },
    },
    (request) => undoChange(deps, request.context, request.body),
  )
}
