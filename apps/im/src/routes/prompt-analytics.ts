import { promptAnalytics, promptAnalyticsQuery } from '@hg/contracts'
import type { Database } from '@hg/db'
import type { Service } from '@hg/http'
import { analysePrompts } from '../analytics/prompts.ts'

/** `GET /analytics/prompts`. */
export function promptAnalyticsRoute(app: Service, deps: { db: Database }): void {
  app.get(
    '/analytics/prompts',
    {
      schema: {
        operationId: 'analysePrompts',
        tags: ['prompts'],
        summary: 'What the versions of templates produced: pieces, quality, cost, time, feedback, edits',
        description:
          'Counts the pieces of the client and of all below it, requested from `from` (inclusive) to `to` (exclusive), by the ' +
          'version that their prompt was made of or that failed to make one, and by content type; over time by UTC days or ' +
          'weeks. Trials are left out.',
        querystring: promptAnalyticsQuery,
        response: { 200: promptAnalytics },
      },
    },
    (request) => analysePrompts(deps, request.context, request.query),
  )
}
