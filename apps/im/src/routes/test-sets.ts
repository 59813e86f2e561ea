import { testSet, testSetInput, testSetListQuery, testSetPage, testSetUpdate, uuid } from '@hg/contracts'
import type { Database } from '@hg/db'
import type { Service } from '@hg/http'
import { z } from 'zod'
import { createTestSet } from '../test-sets/create.ts'
import { readTestSet, searchTestSets } from '../test-sets/read.ts'
import { removeTestSet } from '../test-sets/remove.ts'
import { changeTestSet } from '../test-sets/update.ts'

const tags = ['test sets']
const params = z.strictObject({ id: uuid })

/** `/clients/:id/test-sets` and `/test-sets/:id`. Their runs are content production's. */
export function testSetRoutes(app: Service, deps: { db: Database }): void {
  app.get(
    '/clients/:id/test-sets',
    {
      schema: {
        operationId: 'listTestSets',
        tags,
        summary: 'A client’s own test sets, newest first',
        params,
        querystring: testSetListQuery,
        response: { 200: testSetPage },
      },
    },
    (request) => searchTestSets(deps, request.context, request.params.id, request.query),
  )
  app.post(
    '/clients/:id/test-sets',
    {
      config: { errors: ['conflict', 'unprocessable'] },
      schema: {
        operationId: 'createTestSet',
        tags,
        summary: 'Save briefs to try versions of a template on',
        description: 'Up to 50, given or taken from pieces of the client.',
        params,
        body: testSetInput,
        response: { 201: testSet },
      },
    },
    async (request, reply) => {
      const created = await createTestSet(deps, request.context, request.params.id, request.body)
      return reply.code(201).header('location', `/test-sets/${created.id}`).send(created)
    },
  )
  app.get(
    '/test-sets/:id',
    {
      schema: {
        operationId: 'getTestSet',
        tags,
        summary: 'A test set with its briefs',
        params,
        response: { 200: testSet },
      },
    },
    (request) => readTestSet(deps, request.context, request.params.id),
  )
  app.put(
    '/test-sets/:id',
    {
      config: { errors: ['conflict', 'unprocessable'] },
      schema: {
        operationId: 'updateTestSet',
        tags,
        summary: 'Write a test set anew, as its next version',
        description: 'When it is at another version than `base_version`, the answer is 409 with both texts.',
        params,
        body: testSetUpdate,
        response: { 200: testSet },
      },
    },
    (request) => changeTestSet(deps, request.context, request.params.id, request.body),
  )
  app.delete(
    '/test-sets/:id',
    {
      schema: {
        operationId: 'removeTestSet',
        tags,
        summary: 'Remove a test set with the list of its runs',
        description: 'What the runs wrote stays, as trials.',
        params,
        response: { 204: z.null().describe('Removed') },
      },
    },
    async (request, reply) => {
      await removeTestSet(deps, request.context, request.params.id)
      return reply.code(204).send(null)
    },
  )
}
