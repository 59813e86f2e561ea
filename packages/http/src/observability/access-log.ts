import { formatActor } from '@hg/runtime'
import { contextOf } from '../auth/guard.ts'
import type { Service } from '../service-type.ts'

const quiet = new Set(['/health/live', '/metrics'])

/** One line per request when its answer is out, without the query, which may quote what people wrote. */
export function logAccess(app: Service): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url
    if (route === undefined || !quiet.has(route)) {
      const context = contextOf(request)
      request.log.info(
        {
          method: request.method,
          path: request.url.split('?', 1)[0],
          route,
          status: reply.statusCode,
          durationMs: Math.round(reply.elapsedTime * 10) / 10,
          actor: context && formatActor(context.actor),
        },
        'request served',
      )
    }
    done()
  })
}
