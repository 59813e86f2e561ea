import helmet from '@fastify/helmet'
import type { Service } from '../service-type.ts'

const yearSeconds = 365 * 24 * 60 * 60

/**
 * The headers that tell browsers what may be done with an answer: nothing is run, framed, sniffed or shared with pages of
 * other origins, no address leaks as a referrer, and HTTPS stays. `/docs` brings a policy of its own.
 */
export async function setSecurityHeaders(app: Service): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    frameguard: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: { maxAge: yearSeconds, includeSubDomains: true },
  })
}
