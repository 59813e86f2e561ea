import { createDatabase } from '@hg/db'
import { connectRedis, createAuthenticator, listen, runMain } from '@hg/http'
import { createLogger } from '@hg/runtime'
import { buildApp } from './app.ts'
import { startSealer } from './audit/sealer.ts'
import { readEnv } from './env.ts'

await runMain(async () => {
  const env = readEnv()
  const logger = createLogger({ service: 'smm', level: env.LOG_LEVEL, pretty: env.ENVIRONMENT === 'development' })
  const db = createDatabase({ url: env.DATABASE_URL, max: 10, applicationName: 'smm', logger })
  const redis = env.REDIS_URL === undefined ? undefined : connectRedis(env.REDIS_URL, logger)
  const app = await buildApp({
    db,
    logger,
    redis,
    authenticate: createAuthenticator({
      serviceTokens: { publicKey: env.SERVICE_TOKEN_PUBLIC_KEY, audience: 'smm' },
    }),
    limits: { perActor: env.RATE_LIMIT_PER_ACTOR, perAddress: env.RATE_LIMIT_PER_ADDRESS },
    corsOrigins: env.CORS_ORIGINS,
    trustedHops: env.TRUSTED_HOPS,
  })
  const sealer = startSealer({ db, key: env.AUDIT_KEY, logger })
  await listen(app, {
    host: env.HOST,
    port: env.PORT,
    logger,
    close: async () => {
      await sealer.close()
      redis?.disconnect()
      await db.close()
    },
  })
})
