import { strategyAnalytics, strategyAnalyticsQuery } from '@hg/contracts'
import type { Service } from '@hg/http'
import { analyseStrategies } from '../analytics/strategies.ts'
import type { SmmDeps } from '../deps.ts'

/** `GET /analytics/strategies`. */
export function strategyAnalyticsRoute(app: Service, deps: SmmDeps): void {
  app.get(
    '/analytics/strategies',
    {
      schema: {
        operationId: 'analyseStrategies',
        tags: ['strategies'],
        summary: 'What strategies produced, by version: pieces, quality, length, cost, feedback',
        description:
          'Counts the pieces of the client and of all below it by the nearest strategy that they were written by, ' +
          'requested from `from` (inclusive) to `to` (exclusive).',
        querystring: strategyAnalyticsQuery,
        response: { 200: strategyAnalytics },
      },
    },
    (request) => analyseStrategies(deps, request.context, request.query),
  )
}
