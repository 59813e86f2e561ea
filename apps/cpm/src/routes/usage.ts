import { usage, usageQuery } from '@hg/contracts'
import type { Service } from '@hg/http'
import type { ServerDeps } from '../deps.ts'
import { getUsage } from '../usage/get.ts'
import { usageToCsv } from '../usage/to-csv.ts'

const tags = ['cost']
const description =
  'Counted with each charge, by the day in the client’s time zone. `jobs` are completed pieces, `attempts` charged calls.'

/** `GET /usage`, and the same as a file. */
export function usageRoutes(app: Service, deps: ServerDeps): void {
  app.get(
    '/usage',
    {
      config: { scope: 'content:read', errors: ['not_found'] },
      schema: {
        operationId: 'getUsage',
        tags,
        summary: 'What a client and everything below it used, and what it cost',
        description,
        querystring: usageQuery,
        response: { 200: usage },
      },
    },
    (request) => getUsage(deps, request.context, request.query),
  )
  app.get(
    '/usage/export',
    {
      config: { scope: 'content:read', errors: ['not_found'] },
      schema: {
        operationId: 'exportUsage',
        tags,
        summary: 'The same as CSV',
        description,
        querystring: usageQuery,
        produces: ['text/csv'],
      },
    },
    async (request, reply) => {
      const found = await getUsage(deps, request.context, request.query)
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="usage-${found.from}-${found.to}-${found.group_by}.csv"`)
        .send(usageToCsv(found))
    },
  )
}
