import {
  batchAccepted,
  batchPreview,
  idempotencyKey,
  pageQuery,
  testComparison,
  testComparisonQuery,
  testRunPage,
  testRunRequest,
  uuid,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { ServerDeps } from '../deps.ts'
import { compareTestRuns } from '../test-runs/compare.ts'
import { searchTestRuns } from '../test-runs/list.ts'
import { previewTestRun, startTestRun } from '../test-runs/start.ts'

const params = z.strictObject({ id: uuid })
const headers = z.object({ 'idempotency-key': idempotencyKey.optional() })
const tags = ['trials']

/** `/test-sets/:id/runs` and `/test-sets/:id/comparison`. */
export function testRunRoutes(app: Service, deps: ServerDeps): void {
  app.post(
    '/test-sets/:id/runs',
    {
      config: {
        scope: 'content:write',
        errors: [
          'unprocessable',
          'client_archived',
          'budget_spent',
          'cost_ceiling',
          'template_missing',
          'variables_invalid',
          'unknown_model',
          'retired_model',
          'model_not_allowed',
          'provider_not_configured',
          'idempotency_mismatch',
          'idempotency_in_progress',
        ],
      },
      schema: {
        operationId: 'startTestRun',
        tags,
        summary: 'Have every brief of a test set written with one version of a template',
        description:
          'The version may be a draft, but one that you may read. The run is an ordinary batch: budgets, estimates and charges ' +
          'are those of any piece. Its pieces are trials: they count for no strategy and no experiment, no webhook is told of ' +
          'them, each is called for at once, and no earlier answer is used. With `dry_run` the answer is 200 and says what ' +
          'it would cost. A brief whose `variables` are not what the version takes is refused before anything is written.',
        params,
        headers,
        body: testRunRequest,
        response: { 200: batchPreview, 202: batchAccepted },
      },
    },
    async (request, reply) => {
      const { body, context, headers, params } = request
      if (body.dry_run) return reply.code(200).send(await previewTestRun(deps, context, params.id, body))
      const { accepted, replayed } = await startTestRun(deps, context, params.id, body, headers['idempotency-key'])
      if (replayed) reply.header('idempotency-replayed', 'true')
      return reply.code(202).header('location', accepted.status_url).send(accepted)
    },
  )
  app.get(
    '/test-sets/:id/runs',
    {
      config: { scope: 'content:read' },
      schema: {
        operationId: 'listTestRuns',
        tags,
        summary: 'The runs of a test set, newest first, with their means',
        params,
        querystring: pageQuery,
        response: { 200: testRunPage },
      },
    },
    (request) => searchTestRuns(deps, request.context, request.params.id, request.query),
  )
  app.get(
    '/test-sets/:id/comparison',
    {
      config: { scope: 'content:read' },
      schema: {
        operationId: 'compareTestRuns',
        tags,
        summary: 'Two runs of a test set side by side, brief by brief',
        description:
          'A brief is the same in both where its words are, whatever was changed in the test set between them.',
        params,
        querystring: testComparisonQuery,
        response: { 200: testComparison },
      },
    },
    (request) => compareTestRuns(deps, request.context, request.params.id, request.query),
  )
}
