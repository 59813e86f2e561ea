import { auditExportQuery, auditHead, auditPage, auditQuery, uuid } from '@hg/contracts'
import type { Service } from '@hg/http'
import { Readable } from 'node:stream'
import { z } from 'zod'
import { auditLines } from '../audit/format.ts'
import { getAuditHead } from '../audit/head.ts'
import { exportAudit, searchAudit } from '../audit/list.ts'
import type { SmmDeps } from '../deps.ts'

const params = z.strictObject({ id: uuid })
const tags = ['audit']

/** `/clients/:id/audit`: search, export, and the head of the chain. */
export function auditRoutes(app: Service, deps: SmmDeps): void {
  app.get(
    '/clients/:id/audit',
    {
      schema: {
        operationId: 'listAudit',
        tags,
        summary: 'What was changed at a client and below it, by whom, newest first',
        params,
        querystring: auditQuery,
        response: { 200: auditPage },
      },
    },
    (request) => searchAudit(deps, request.context, { client_id: request.params.id, ...request.query }),
  )
  app.get(
    '/clients/:id/audit/export',
    {
      schema: {
        operationId: 'exportAudit',
        tags,
        summary: 'The same as a file',
        description: 'JSON lines or CSV, as long as it gets: newest first, without pages.',
        params,
        querystring: auditExportQuery,
        produces: ['application/x-ndjson', 'text/csv'],
      },
    },
    async (request, reply) => {
      const { format, ...filter } = request.query
      const entries = await exportAudit(deps, request.context, request.params.id, filter)
      return reply
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson')
        .header('content-disposition', `attachment; filename="audit.${format}"`)
        .send(Readable.from(auditLines(entries, format)))
    },
  )
  app.get(
    '/clients/:id/audit/head',
    {
      schema: {
        operationId: 'getAuditHead',
        tags,
        summary: 'The last link of the audit’s chain, to be kept elsewhere',
        params,
        response: { 200: auditHead },
      },
    },
    (request) => getAuditHead(deps, request.context, request.params.id),
  )
}
