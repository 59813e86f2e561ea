// A service as a process of its own, for the tests of starting and stopping. Prints `closed` when it ended in order.
import { createLogger } from '@hg/runtime'
import { listen } from '../listen.ts'
import { runMain } from '../run-main.ts'
import { openEventStream } from '../sse/event-stream.ts'
import { buildService } from './test-service.ts'

await runMain(async () => {
  const [port] = process.argv.slice(2)
  const logger = createLogger({ service: 'test', level: 'info' })
  const app = await buildService({ logger })
  app.get('/events', { config: { public: true } }, (request, reply) => {
    openEventStream(request, reply)
  })
  await listen(app, {
    host: '127.0.0.1',
    port: Number(port),
    logger,
    close: async () => {
      logger.info('closed')
    },
  })
})
