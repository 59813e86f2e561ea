import { batch, batchListQuery, batchPage, batchRetried, uuid } from '@hg/contracts'
import { openEventStream, type Service } from '@hg/http'
import { z } from 'zod'
import { cancelBatch } from '../batches/cancel.ts'
import { readBatch } from '../batches/get.ts'
import { searchBatches } from '../batches/list.ts'
import { writeResultsCsv } from '../batches/results-csv.ts'
import { zipResults } from '../batches/results-zip.ts'
import { retryFailed } from '../batches/retry-failed.ts'
import type { ServerDeps } from '../deps.ts'
import { streamBatch } from '../events/stream-batch.ts'

const params = z.strictObject({ id: uuid })
const tags = ['batches']

/** `GET /batches`, `/batches/:id` and what hangs on one. */
export function batchRoutes(app: Service, deps: ServerDeps): void {
  app.get(
    '/batches',
    {
      config: { scope: 'content:read', errors: ['not_found'] },
      schema: {
        operationId: 'listBatches',
        tags,
        summary: 'List batches, newest first',
        description: '`client_id` means that client and everything below it.',
        querystring: batchListQuery,
        response: { 200: batchPage },
      },
    },
    (request) => searchBatches(deps, request.context, request.query),
  )
  app.get(
    '/batches/:id',
    {
      config: { scope: 'content:read' },
      schema: {
        operationId: 'getBatch',
        tags,
        summary: 'A batch: how many of its pieces are where, what they cost, and when it will be through',
        description: 'Its jobs are listed by `GET /jobs?batch_id=`.',
        params,
        response: { 200: batch },
      },
    },
    (request) => readBatch(deps, request.context, request.params.id),
  )
  app.post(
    '/batches/:id/cancel',
    {
      config: { scope: 'content:write' },
      schema: {
        operationId: 'cancelBatch',
        tags,
        summary: 'Cancel every piece of a batch that has not ended',
        description:
          'Pieces that have ended stay. Calls that were under way are aborted, and charged as far as they went.',
        params,
        response: { 200: batch },
      },
    },
    (request) => cancelBatch(deps, request.context, request.params.id),
  )
  app.post(
    '/batches/:id/retry-failed',
    {
      config: {
        scope: 'content:write',
        errors: [
          'job_not_ready',
          'client_archived',
          'budget_spent',
          'cost_ceiling',
          'unknown_model',
          'retired_model',
          'model_not_allowed',
          'provider_not_configured',
        ],
      },
      schema: {
        operationId: 'retryFailedOfBatch',
        tags,
        summary: 'Ask once more for the pieces of a batch that failed',
        description:
          'New jobs with the same requests take their places. Nothing happens when nothing has failed. What the template that ' +
          'would serve it now does not take stays as it is, and is named in `left` with the reason.',
        params,
        response: { 202: batchRetried },
      },
    },
    async (request, reply) => reply.code(202).send(await retryFailed(deps, request.context, request.params.id)),
  )
  app.get(
    '/batches/:id/results.csv',
    {
      config: { scope: 'content:read' },
      schema: {
        operationId: 'downloadBatchCsv',
        tags,
        summary: 'Everything of a batch as CSV, a row for each item',
        description: 'Cells that a spreadsheet would take for a formula begin with an apostrophe.',
        params,
        produces: ['text/csv'],
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const file = await writeResultsCsv(deps, request.context, id)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="batch-${id}.csv"`)
        .send(file)
    },
  )
  app.get(
    '/batches/:id/results.zip',
    {
      config: { scope: 'content:read', errors: ['job_not_ready'] },
      schema: {
        operationId: 'downloadBatchZip',
        tags,
        summary: 'The pieces of a batch that are written, each as a Markdown file',
        params,
        produces: ['application/zip'],
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const archive = await zipResults(deps, request.context, id)
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="batch-${id}.zip"`)
        .send(archive)
    },
  )
  app.get(
    '/batches/:id/events',
    {
      config: { scope: 'content:read' },
      schema: {
        operationId: 'streamBatchEvents',
        tags,
        summary: 'Follow how far a batch is',
        description:
          'Events named `batch`, each the batch as `GET /batches/:id` shows it: one at once, then at most two a second ' +
          'while its jobs change. Ends when every piece has ended.',
        params,
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      await streamBatch(deps, request.context, request.params.id, () => openEventStream(request, reply))
    },
  )
}
