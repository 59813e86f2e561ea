import {
  changeStrategyRequest,
  createStrategyRequest,
  previewNewStrategyRequest,
  previewStrategyRequest,
  saveStrategyRequest,
  strategy,
  strategyList,
  strategyListQuery,
  strategyPreview,
  strategyQuery,
  uuid,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { SmmDeps } from '../deps.ts'
import { changeStrategy } from '../strategies/change.ts'
import { createStrategy } from '../strategies/create.ts'
import { readStrategy } from '../strategies/get.ts'
import { listClientStrategies } from '../strategies/list.ts'
import { previewNewStrategy, previewStrategy } from '../strategies/preview.ts'
import { saveStrategy } from '../strategies/save.ts'

const tags = ['strategies']
const params = z.strictObject({ id: uuid })

/** `GET|POST /clients/:id/strategies`, `GET|PUT|PATCH /strategies/:id`, and both previews. */
export function strategyRoutes(app: Service, deps: SmmDeps): void {
  app.get(
    '/clients/:id/strategies',
    {
      schema: {
        operationId: 'listStrategies',
        tags,
        summary: 'A client’s strategies, and those that it inherits',
        description:
          'Inherited ones come first, from the root down, marked `inherited`; of those only what applies is told.',
        params,
        querystring: strategyListQuery,
        response: { 200: strategyList },
      },
    },
    (request) => listClientStrategies(deps, request.context, request.params.id, request.query),
  )

  app.post(
    '/clients/:id/strategies',
    {
      config: { errors: ['conflict'] },
      schema: {
        operationId: 'createStrategy',
        tags,
        summary: 'Add a strategy to a client',
        description:
          'A draft unless `is_active`. Where another one is active for the content type, `replaces` must name it.',
        params,
        body: createStrategyRequest,
        response: { 201: strategy },
      },
    },
    async (request, reply) => {
      const created = await createStrategy(deps, request.context, request.params.id, request.body)
      return reply.code(201).header('location', `/strategies/${created.id}`).send(created)
    },
  )

  app.post(
    '/clients/:id/strategies/preview',
    {
      config: { errors: ['unprocessable'] },
      schema: {
        operationId: 'previewNewStrategy',
        tags,
        summary: 'What a new strategy would do; writes nothing',
        params,
        body: previewNewStrategyRequest,
        response: { 200: strategyPreview },
      },
    },
    (request) => previewNewStrategy(deps, request.context, request.params.id, request.body),
  )

  app.get(
    '/strategies/:id',
    {
      config: { errors: ['unprocessable'] },
      schema: {
        operationId: 'getStrategy',
        tags,
        summary: 'A strategy, what it inherits, what comes out with it, and its conflicts',
        params,
        querystring: strategyQuery,
        response: { 200: strategy },
      },
    },
    (request) => readStrategy(deps, request.context, { id: request.params.id, ...request.query }),
  )

  app.put(
    '/strategies/:id',
    {
      config: { errors: ['conflict'] },
      schema: {
        operationId: 'saveStrategy',
        tags,
        summary: 'Make a new version of a strategy',
        description:
          'Based on `base_version`; when the strategy is at another version by now, the 409 carries `current`, `yours` and ' +
          '`differences`. A text that says the same makes no version.',
        params,
        body: saveStrategyRequest,
        response: { 200: strategy },
      },
    },
    (request) => saveStrategy(deps, request.context, request.params.id, request.body),
  )

  app.patch(
    '/strategies/:id',
    {
      config: { errors: ['conflict'] },
      schema: {
        operationId: 'changeStrategy',
        tags,
        summary: 'Rename a strategy, or take it into or out of use',
        description: 'Strategies are not deleted: pieces name the version that they were written by.',
        params,
        body: changeStrategyRequest,
        response: { 200: strategy },
      },
    },
    (request) => changeStrategy(deps, request.context, request.params.id, request.body),
  )

  app.post(
    '/strategies/:id/preview',
    {
      config: { errors: ['unprocessable'] },
      schema: {
        operationId: 'previewStrategy',
        tags,
        summary: 'What saving, or taking into or out of use, would do; writes nothing',
        params,
        body: previewStrategyRequest,
        response: { 200: strategyPreview },
      },
    },
    (request) => previewStrategy(deps, request.context, request.params.id, request.body),
  )
}
