import { databaseOf } from '../connect.ts'
import { ensureDatabase, pushDatabase, resetDatabase } from '../database.ts'
import { seed } from '../seed.ts'
import { say } from './say.ts'
import { withTarget } from './target.ts'

/** `pg db push`: roles, pending migrations and reference data. */
export function push(): Promise<void> {
  return withTarget(async ({ name, ...target }) => {
    await ensureDatabase(target.adminUrl)
    const { applied } = await pushDatabase(target.adminUrl, { ...target, log: say })
    say(applied.length > 0 ? `${name}: applied ${applied.join(', ')}` : `${name} is up to date`)
  })
}

/** `pg db seed`: the demo clients, people, strategies and templates. */
export function seedDatabase(): Promise<void> {
  return withTarget(async ({ name, adminUrl }) => {
    await seed(adminUrl)
    say(`${name}: the demo data is in`)
  })
}

/** `pg db reset`: drops everything and makes it anew. A database that is not the local one takes `--yes`. */
export function reset(options: { yes: boolean }): Promise<void> {
  return withTarget(async ({ name, local, ...target }) => {
    if (!local && !options.yes) {
      throw new Error(`this drops the database ${databaseOf(target.adminUrl)} at ${name} with all its data: add --yes`)
    }
    await resetDatabase(target.adminUrl, { ...target, log: say })
    say(`${name} is new: migrated and seeded`)
  })
}
