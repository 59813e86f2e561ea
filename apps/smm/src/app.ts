import { createService, type Service, type ServiceOptions } from '@hg/http'
import type { Redis } from 'ioredis'
import packageJson from '../package.json' with { type: 'json' }
import type { SmmDeps } from './deps.ts'
import type { ProviderKeyOptions } from './provider-keys/deps.ts'
import { apiKeyRoutes } from './routes/api-keys.ts'
import { clientRoutes } from './routes/clients.ts'
import { contentTemplateRoutes } from './routes/content-templates.ts'
import { auditRoutes } from './routes/audit.ts'
import { erasureRoutes } from './routes/erasure.ts'
import { exportRoutes } from './routes/export.ts'
import { retentionRoutes } from './routes/retention.ts'
import { getEffectiveStrategyRoute } from './routes/get-effective-strategy.ts'
import { moveClientRoutes } from './routes/move-client.ts'
import { type PeopleOptions, peopleRoutes } from './routes/people.ts'
import { providerKeyRoutes } from './routes/provider-keys.ts'
import { strategyAnalyticsRoute } from './routes/strategy-analytics.ts'
import { strategyFileRoutes } from './routes/strategy-files.ts'
import { strategyVersionRoutes } from './routes/strategy-versions.ts'
import { strategyRoutes } from './routes/strategies.ts'

export interface AppOptions
  extends SmmDeps, Pick<ServiceOptions, 'logger' | 'authenticate' | 'limits' | 'corsOrigins' | 'trustedHops'> {
  redis?: Redis | undefined
  /** What the routes about people stand on; without it the service has none of them. */
  people?: PeopleOptions
  /** What the routes about provider keys stand on; without it the service has none of them. */
  providers?: ProviderKeyOptions
}

/** The strategy service: the client tree, and the strategy that applies to each client. */
export async function buildApp(options: AppOptions): Promise<Service> {
  const { db, redis, limits, people, providers, ...rest } = options
  const app = await createService({
    ...rest,
    name: 'smm',
    api: {
      title: 'HG Content: strategy management',
      version: packageJson.version,
      description: 'Clients and their strategies. Internal: called by the web app and by content production.',
      tags: [
        { name: 'clients', description: 'The client tree' },
        { name: 'content templates', description: 'Named briefs, used by a client and those below it' },
        { name: 'strategies', description: 'What a piece must be, merged down the tree' },
        { name: 'audit', description: 'Who changed what' },
        { name: 'privacy', description: 'How long what is kept, what is given out and what is erased' },
        { name: 'people', description: 'Who has which role, and who is invited' },
        { name: 'me', description: 'One’s own account' },
        { name: 'keys', description: 'Keys of other services, and keys to the providers' },
      ],
    },
    limits: { ...limits, ...(redis ? { redis } : {}) },
    health: { database: () => db.ping(), ...(redis ? { redis: () => redis.ping() } : {}) },
  })
  clientRoutes(app, { db })
  moveClientRoutes(app, { db })
  contentTemplateRoutes(app, { db })
  getEffectiveStrategyRoute(app, { db })
  strategyRoutes(app, { db })
  strategyVersionRoutes(app, { db })
  strategyFileRoutes(app, { db })
  strategyAnalyticsRoute(app, { db })
  apiKeyRoutes(app, { db })
  if (providers) providerKeyRoutes(app, { db, ...providers })
  if (people) peopleRoutes(app, { db }, { ...people, logger: options.logger, redis })
  auditRoutes(app, { db })
  retentionRoutes(app, { db })
  erasureRoutes(app, { db })
  exportRoutes(app, { db })
  return app
}
