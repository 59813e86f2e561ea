import { createDatabase } from '@hg/db'
import { connectRedis, createAuthenticator, listen, providerBaseUrls, runMain } from '@hg/http'
import { createMailer } from '@hg/mail'
import { createLogger } from '@hg/runtime'
import { buildApp } from './app.ts'
import { sealAudit } from './audit/seal.ts'
import { readEnv } from './env.ts'
import { every } from './every.ts'
import { purgeAll } from './retention/purge.ts'

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
    people: { mailer: createMailer(env, { logger }), keyring: env.ENCRYPTION_KEYS, publicUrl: env.NEXTAUTH_URL },
    providers: {
      keyring: env.ENCRYPTION_KEYS,
      platform: env.PLATFORM_PROVIDERS,
      baseUrls: providerBaseUrls(env),
    },
  })
  const schedules = [
    every({
      what: 'sealing the audit',
      pauseMs: 2000,
      logger,
      work: async (signal) => void (await sealAudit(db, env.AUDIT_KEY, signal)),
    }),
    every({
      what: 'purging',
      pauseMs: 60 * 60 * 1000,
      logger,
      work: async (signal) => void (await purgeAll(db, logger, signal)),
    }),
  ]
  await listen(app, {
    host: env.HOST,
    port: env.PORT,
    logger,
    close: async () => {
      await Promise.all(schedules.map((schedule) => schedule.close()))
      redis?.disconnect()
      await db.close()
    },
  })
})
