import { uuid } from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { SmmDeps } from '../deps.ts'
import { exportClient } from '../export/export-client.ts'
import { exportMe } from '../export/export-me.ts'

const params = z.strictObject({ id: uuid })
const tags = ['privacy']
const produces = ['application/zip']

/** `/clients/:id/export` and `/me/export`. */
export function exportRoutes(app: Service, deps: SmmDeps): void {
  app.get(
    '/clients/:id/export',
    {
      schema: {
        operationId: 'exportClient',
        tags,
        summary: 'Everything that is kept of a client and those below it, as a zip',
        description: 'JSON lines per kind of thing, and each piece as Markdown. Keys and passwords are not in it.',
        params,
        produces,
      },
    },
    async (request, reply) => {
      const { id } = request.params
      const archive = await exportClient(deps, request.context, id)
      return reply
        .type('application/zip')
        .header('content-disposition', `attachment; filename="client-${id}.zip"`)
        .send(archive)
    },
  )
  app.get(
    '/me/export',
    { schema: { operationId: 'exportMe', tags, summary: 'Everything that is kept of oneself, as a zip', produces } },
    async (request, reply) => {
      const archive = await exportMe(deps, request.context)
      return reply.type('application/zip').header('content-disposition', 'attachment; filename="me.zip"').send(archive)
    },
  )
}
