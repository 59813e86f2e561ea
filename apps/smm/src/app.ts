import { createService, type Service, type ServiceOptions } from '@hg/http'
import type { Redis } from 'ioredis'
import packageJson from '../package.json' with { type: 'json' }
import type { SmmDeps } from './deps.ts'
import { apiKeyRoutes } from './routes/api-keys.ts'
import { clientRoutes } from './routes/clients.ts'
import { auditRoutes } from './routes/audit.ts'
import { getEffectiveStrategyRoute } from './routes/get-effective-strategy.ts'
import { moveClientRoutes } from './routes/move-client.ts'

export interface AppOptions
  extends SmmDeps, Pick<ServiceOptions, 'logger' | 'authenticate' | 'limits' | 'corsOrigins' | 'trustedHops'> {
  redis?: Redis | undefined
}

/** The strategy service: the client tree, and the strategy that applies to each client. */
export async function buildApp(options: AppOptions): Promise<Service> {
  const { db, redis, limits, ...rest } = options
  const app = await createService({
    ...rest,
    name: 'smm',
    api: {
      title: 'HG Content: strategy management',
      version: packageJson.version,
      description: 'Clients and their strategies. Internal: called by the web app and by content production.',
      tags: [
        { name: 'clients', description: 'The client tree' },
        { name: 'strategies', description: 'What a piece must be, merged down the tree' },
        { name: 'audit', description: 'Who changed what' },
        { name: 'keys', description: 'Keys of other services, and keys to the providers' },
      ],
    },
    limits: { ...limits, ...(redis ? { redis } : {}) },
    health: { database: () => db.ping(), ...(redis ? { redis: () => redis.ping() } : {}) },
  })
  clientRoutes(app, { db })
  moveClientRoutes(app, { db })
  getEffectiveStrategyRoute(app, { db })
  apiKeyRoutes(app, { db })
  auditRoutes(app, { db })
  return app
}
