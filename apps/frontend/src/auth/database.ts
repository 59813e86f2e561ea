import 'server-only'
import { createDatabase, type Database } from '@hg/db'
import { createLogger } from '@hg/runtime'
import { env } from '#env.ts'

let database: Database | undefined

/** The few connections that signing in needs, opened on first use. */
export function authDatabase(): Database {
  database ??= createDatabase({
    url: env().DATABASE_URL,
    max: 4,
    applicationName: 'hg-frontend',
    logger: createLogger({ service: 'frontend', level: env().LOG_LEVEL }),
  })
  return database
}

/** True when the accounts can be read right now. */
export async function accountsAnswer(): Promise<boolean> {
  return authDatabase()
    .ping()
    .then(
      () => true,
      () => false,
    )
}
