import { importStrategyRequest, strategy, strategyImportPreview, uuid } from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { SmmDeps } from '../deps.ts'
import { exportStrategy } from '../strategies/export.ts'
import { importStrategy } from '../strategies/import.ts'

const tags = ['strategies']
const params = z.strictObject({ id: uuid })

/** `POST /clients/:id/strategies/import`, `GET /strategies/:id/export`. */
export function strategyFileRoutes(app: Service, deps: SmmDeps): void {
  app.post(
    '/clients/:id/strategies/import',
    {
      config: { errors: ['conflict', 'unprocessable'] },
      schema: {
        operationId: 'importStrategy',
        tags,
        summary: 'Make a strategy of a YAML file, or a new version of one',
        description:
          'A new strategy is a draft. With `strategy_id` and `base_version` the file becomes a new version of that one. ' +
          'What is wrong with the file is named with line and column. `dry_run` says what would be made and what it would do.',
        params,
        body: importStrategyRequest,
        response: { 200: z.union([strategyImportPreview, strategy]), 201: strategy },
      },
    },
    async (request, reply) => {
      const made = await importStrategy(deps, request.context, request.params.id, request.body)
      if ('dry_run' in made || request.body.strategy_id !== undefined) return reply.send(made)
      return reply.code(201).header('location', `/strategies/${made.id}`).send(made)
    },
  )

  app.get(
    '/strategies/:id/export',
    {
      schema: {
        operationId: 'exportStrategy',
        tags,
        summary: 'A strategy as a YAML file with comments',
        description: 'The current version, or the named one. Importing it again gives the same strategy.',
        params,
        querystring: z.strictObject({ version: z.coerce.number().int().positive().optional() }),
        response: { 200: { content: { 'application/yaml': { schema: z.string() } } } },
      },
    },
    async (request, reply) => {
      const { yaml, fileName } = await exportStrategy(deps, request.context, request.params.id, request.query.version)
      return reply
        .type('application/yaml; charset=utf-8')
        .header('content-disposition', `attachment; filename="${fileName}"`)
        .send(yaml)
    },
  )
}
