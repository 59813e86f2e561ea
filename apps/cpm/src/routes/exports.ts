import { exportQuery, manyExportQuery, uuid } from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { ServerDeps } from '../deps.ts'
import { contentTypes, exportPiece } from '../jobs/export/export-piece.ts'
import { exportPieces } from '../jobs/export/export-pieces.ts'

const tags = ['content']

/** `GET /jobs/:id/export` and `GET /jobs/export`: pieces as files. */
export function exportRoutes(app: Service, deps: ServerDeps): void {
  app.get(
    '/jobs/export',
    {
      config: { scope: 'content:read', errors: ['not_found', 'job_not_ready'] },
      schema: {
        operationId: 'exportJobs',
        tags,
        summary: 'Several pieces as files of one zip',
        description:
          '`ids` are apart by commas, 100 at most. Either all of them are in it, or the answer is an error. A piece that cannot be ' +
          'laid out is in it as Markdown; then `NOT-AS-ASKED.txt` says which, and why.',
        querystring: manyExportQuery,
        produces: ['application/zip'],
      },
    },
    async (request, reply) => {
      const archive = await exportPieces(deps, request.context, request.query)
      return reply
        .type('application/zip')
        .header('content-disposition', 'attachment; filename="pieces.zip"')
        .send(archive)
    },
  )
  app.get(
    '/jobs/:id/export',
    {
      config: { scope: 'content:read', errors: ['job_not_ready', 'unprocessable'] },
      schema: {
        operationId: 'exportJob',
        tags,
        summary: 'A piece as a file: Markdown, HTML, Word or JSON',
        description: 'Its latest revision, or the named one.',
        params: z.strictObject({ id: uuid }),
        querystring: exportQuery,
        produces: Object.values(contentTypes),
      },
    },
    async (request, reply) => {
      const file = await exportPiece(deps, request.context, request.params.id, request.query)
      return reply
        .type(file.contentType)
        .header('content-disposition', `attachment; filename="${file.name}"`)
        .send(file.bytes)
    },
  )
}
