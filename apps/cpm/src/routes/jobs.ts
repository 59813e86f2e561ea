import { job, jobListQuery, jobSummary, page, uuid } from '@hg/contracts'
import type { Service } from '@hg/http'
import { z } from 'zod'
import type { ServerDeps } from '../deps.ts'
import { requestCancel } from '../jobs/cancel.ts'
import { readJob } from '../jobs/get.ts'
import { searchJobs } from '../jobs/list.ts'

const params = z.strictObject({ id: uuid })

/** `GET /jobs`, `GET /jobs/:id`, `POST /jobs/:id/cancel`. */
export function jobRoutes(app: Service, deps: ServerDeps): void {
  app.get(
    '/jobs',
    {
      config: { scope: 'content:read', errors: ['not_found'] },
      schema: {
        operationId: 'listJobs',
        tags: ['content'],
        summary: 'List jobs, newest first',
        description:
          '`client_id` means that client and everything below it. `q` stands anywhere in the topic or the title; without ' +
          'three letters or digits in a row, where a word begins.',
        querystring: jobListQuery,
        response: { 200: page(jobSummary) },
      },
    },
    (request) => searchJobs(deps, request.context, request.query),
  )
  app.get(
    '/jobs/:id',
    {
      config: { scope: 'content:read' },
      schema: {
        operationId: 'getJob',
        tags: ['content'],
        summary: 'One job: its state, what was written, and everything that went into it',
        params,
        response: { 200: job },
      },
    },
    (request) => readJob(deps, request.context, request.params.id),
  )
  app.post(
    '/jobs/:id/cancel',
    {
      config: { scope: 'content:write', errors: ['job_final'] },
      schema: {
        operationId: 'cancelJob',
        tags: ['content'],
        summary: 'Cancel a job that has not ended',
        description:
          'A cancelled job never completes. A call that was under way is aborted, and charged as far as it went.',
        params,
        response: { 200: job },
      },
    },
    (request) => requestCancel(deps, request.context, request.params.id),
  )
}
