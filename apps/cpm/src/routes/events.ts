import { jobEventsQuery, uuid } from '@hg/contracts'
import { openEventStream, type Service } from '@hg/http'
import { z } from 'zod'
import type { ServerDeps } from '../deps.ts'
import { streamClient } from '../events/stream-client.ts'
import { streamJob } from '../events/stream-job.ts'

/** `GET /jobs/events?client_id=` and `GET /jobs/:id/events`: server-sent events. */
export function eventRoutes(app: Service, deps: ServerDeps): void {
  app.get(
    '/jobs/events',
    {
      config: { scope: 'content:read', errors: ['not_found'] },
      schema: {
        operationId: 'streamClientEvents',
        tags: ['events'],
        summary: 'Follow the jobs of a client and of everything below it',
        description:
          'Events named `status`. `Last-Event-ID` replays from 60 s before that event; a repeat is harmless.',
        querystring: jobEventsQuery,
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      await streamClient(deps, request.context, request.query.client_id, () => openEventStream(request, reply))
    },
  )
  app.get(
    '/jobs/:id/events',
    {
      config: { scope: 'content:read' },
      schema: {
        operationId: 'streamJobEvents',
        tags: ['events'],
        summary: 'Follow one job and its text as it is written',
        description:
          'Events named `status`, and `text` while it is written: `{attempt, offset, text}`, where offset 0 replaces what ' +
          'was there. Ends after the final state.',
        params: z.strictObject({ id: uuid }),
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      await streamJob(deps, request.context, request.params.id, () => openEventStream(request, reply))
    },
  )
}
