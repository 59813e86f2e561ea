import type { HTTPMethod } from 'find-my-way'
import FindMyWay from 'find-my-way'
import type { Service } from '../service-type.ts'

/**
 * Remembers which methods each path takes, so that a wrong one is 405 and not 404. Fastify keeps its router to itself;
 * this is a second one of the same kind.
 *
 * @returns the methods that a request's URL would be served with
 */
export function trackMethods(app: Service): (url: string) => string[] {
  const router = FindMyWay()
  const known = new Set<HTTPMethod>()
  app.addHook('onRoute', (route) => {
    for (const method of [route.method].flat() as HTTPMethod[]) {
      known.add(method)
      if (!router.hasRoute(method, route.url)) router.on(method, route.url, () => undefined)
    }
  })
  return (url) => [...known].filter((method) => method !== 'OPTIONS' && router.find(method, url) !== null).sort()
}
