import {
  restoreRequest,
  revision,
  revisionDiff,
  revisionDiffQuery,
  revisionList,
  revisionRequest,
  uuid,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { ServerDeps } from '../deps.ts'
import { compareRevisions } from '../jobs/revisions/diff.ts'
import { readOneRevision, readRevisions } from '../jobs/revisions/list.ts'
import { restoreRevision } from '../jobs/revisions/restore.ts'
import { saveRevision } from '../jobs/revisions/save.ts'

const params = z.strictObject({ id: uuid })
const numbered = params.extend({ number: z.coerce.number().int().min(1).max(1_000_000) })
const tags = ['revisions']

/** `/jobs/:id/revisions`: the edits of a piece. */
export function revisionRoutes(app: Service, deps: ServerDeps): void {
  app.get(
    '/jobs/:id/revisions',
    {
      config: { scope: 'content:read' },
      schema: {
        operationId: 'listRevisions',
        tags,
        summary: 'All revisions of a piece, the newest first',
        description: 'Number 1 is the text as it was written. The list is empty while there is none.',
        params,
        response: { 200: revisionList },
      },
    },
    async (request) => ({ items: await readRevisions(deps, request.context, request.params.id) }),
  )
  app.post(
    '/jobs/:id/revisions',
    {
      config: { scope: 'content:write', errors: ['job_not_ready', 'conflict'] },
      schema: {
        operationId: 'saveRevision',
        tags,
        summary: 'Keep an edit of a piece',
        description:
          'The text is checked anew, and becomes the next revision, which lists and exports show from then on. ' +
          '`base_version` is the number of the revision that was edited; when another one came first, the answer is 409 ' +
          'with both texts.',
        params,
        body: revisionRequest,
        response: { 201: revision },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await saveRevision(deps, request.context, request.params.id, request.body)),
  )
  app.get(
    '/jobs/:id/revisions/diff',
    {
      config: { scope: 'content:read', errors: ['job_not_ready'] },
      schema: {
        operationId: 'compareRevisions',
        tags,
        summary: 'Where two revisions of a piece differ, line by line',
        params,
        querystring: revisionDiffQuery,
        response: { 200: revisionDiff },
      },
    },
    (request) => compareRevisions(deps, request.context, request.params.id, request.query),
  )
  app.get(
    '/jobs/:id/revisions/:number',
    {
      config: { scope: 'content:read', errors: ['job_not_ready'] },
      schema: {
        operationId: 'getRevision',
        tags,
        summary: 'One revision of a piece, with its text and its checks',
        params: numbered,
        response: { 200: revision },
      },
    },
    (request) => readOneRevision(deps, request.context, request.params.id, request.params.number),
  )
  app.post(
    '/jobs/:id/revisions/:number/restore',
    {
      config: { scope: 'content:write', errors: ['job_not_ready', 'conflict'] },
      schema: {
        operationId: 'restoreRevision',
        tags,
        summary: 'Bring the text of an earlier revision back, as the next one',
        params: numbered,
        body: restoreRequest,
        response: { 201: revision },
      },
    },
    async (request, reply) => {
      const { id, number } = request.params
      return reply.code(201).send(await restoreRevision(deps, request.context, id, number, request.body))
    },
  )
}
