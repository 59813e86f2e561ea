import {
  pageQuery,
  rollbackStrategyRequest,
  strategy,
  strategyDiff,
  strategyDiffQuery,
  strategyVersionList,
  strategyVersionText,
  uuid,
} from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { SmmDeps } from '../deps.ts'
import { rollBackStrategy } from '../strategies/rollback.ts'
import { compareVersions, listVersions, readVersion } from '../strategies/versions.ts'

const tags = ['strategies']
const params = z.strictObject({ id: uuid })

/** `GET /strategies/:id/versions[/:version]`, `GET /strategies/:id/diff`, `POST /strategies/:id/rollback`. */
export function strategyVersionRoutes(app: Service, deps: SmmDeps): void {
  app.get(
    '/strategies/:id/versions',
    {
      schema: {
        operationId: 'listStrategyVersions',
        tags,
        summary: 'A strategy’s versions, newest first, with who made them and why',
        params,
        querystring: pageQuery,
        response: { 200: strategyVersionList },
      },
    },
    (request) => listVersions(deps, request.context, request.params.id, request.query),
  )

  app.get(
    '/strategies/:id/versions/:version',
    {
      schema: {
        operationId: 'getStrategyVersion',
        tags,
        summary: 'One version with its text',
        params: z.strictObject({ id: uuid, version: z.coerce.number().int().positive() }),
        response: { 200: strategyVersionText },
      },
    },
    (request) => readVersion(deps, request.context, request.params.id, request.params.version),
  )

  app.get(
    '/strategies/:id/diff',
    {
      schema: {
        operationId: 'compareStrategyVersions',
        tags,
        summary: 'What differs between two versions, field by field',
        params,
        querystring: strategyDiffQuery,
        response: { 200: strategyDiff },
      },
    },
    (request) => compareVersions(deps, request.context, request.params.id, request.query),
  )

  app.post(
    '/strategies/:id/rollback',
    {
      config: { errors: ['conflict', 'unprocessable'] },
      schema: {
        operationId: 'rollBackStrategy',
        tags,
        summary: 'Make a new version that says what an earlier one said',
        params,
        body: rollbackStrategyRequest,
        response: { 200: strategy },
      },
    },
    (request) => rollBackStrategy(deps, request.context, request.params.id, request.body),
  )
}
