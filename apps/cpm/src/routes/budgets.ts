import { budget, putBudgetRequest, uuid } from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import { getBudget } from '../budgets/get.ts'
import { putBudget } from '../budgets/put.ts'
import type { ServerDeps } from '../deps.ts'

const params = z.strictObject({ id: uuid })
const tags = ['cost']

/** `GET|PUT /clients/:id/budget`. */
export function budgetRoutes(app: Service, deps: ServerDeps): void {
  app.get(
    '/clients/:id/budget',
    {
      config: { scope: 'content:read' },
      schema: {
        operationId: 'getBudget',
        tags,
        summary: 'How a client’s month stands, and the budgets that limit it',
        description:
          'A budget counts what its client and everything below it was charged in a calendar month of the client’s time ' +
          'zone, and what is reserved for work under way.',
        params,
        response: { 200: budget },
      },
    },
    (request) => getBudget(deps, request.context, request.params.id),
  )
  app.put(
    '/clients/:id/budget',
    {
      config: { scope: 'content:write', errors: ['conflict'] },
      schema: {
        operationId: 'putBudget',
        tags,
        summary: 'Set a client’s monthly limits',
        description:
          'Owners keep budgets. Both limits null take the budget away. Work under way goes on when a limit is lowered.',
        params,
        body: putBudgetRequest,
        response: { 200: budget },
      },
    },
    (request) => putBudget(deps, request.context, { client_id: request.params.id, ...request.body }),
  )
}
