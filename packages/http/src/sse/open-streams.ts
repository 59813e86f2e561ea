import type { Service } from '../service-type.ts'

interface OpenStreams {
  readonly streams: Set<{ close: () => void }>
  isClosing: boolean
}

declare module 'fastify' {
  interface FastifyInstance {
    openStreams: OpenStreams
  }
}

/** Ends every event stream when the service begins to close, so that closing does not wait for readers. */
export function trackStreams(app: Service): void {
  const open: OpenStreams = { streams: new Set(), isClosing: false }
  app.decorate('openStreams', open)
  app.addHook('preClose', (done) => {
    open.isClosing = true
    for (const stream of [...open.streams]) stream.close()
    done()
  })
}
