import { createDatabase } from '@hg/db'
import { connectRedis, createAuthenticator, listen, runMain } from '@hg/http'
import { createLogger } from '@hg/runtime'
import { buildApp } from './app.ts'
import { readEnv } from './env.ts'

await runMain(async () => {
  const env = readEnv()
  const logger = createLogger({ service: 'im', level: env.LOG_LEVEL, pretty: env.ENVIRONMENT === 'development' })
  const db = createDatabase({ url: env.DATABASE_URL, max: env.DATABASE_POOL_SIZE, applicationName: 'hg-im', logger })
  const redis = env.REDIS_URL === undefined ? undefined : connectRedis(env.REDIS_URL, logger)
  const app = await buildApp({
    db,
    logger,
    redis,
    authenticate: createAuthenticator({ serviceTokens: { publicKey: env.SERVICE_TOKEN_PUBLIC_KEY, audience: 'im' } }),
    limits: { perActor: env.RATE_LIMIT_PER_ACTOR, perAddress: env.RATE_LIMIT_PER_ADDRESS },
    corsOrigins: env.CORS_ORIGINS,
    trustedHops: env.TRUSTED_HOPS,
  })
  await listen(app, {
    host: env.HOST,
    port: env.PORT,
    logger,
    close: async () => {
      redis?.disconnect()
      await db.close()
    },
  })
})
