import type { Client } from 'pg'
import { seedBudgets } from './budgets.ts'
import { seedClients } from './clients.ts'
import { seedContentTemplates } from './content-templates.ts'
import { demoPassword } from './demo.ts'
import { seedExperiments } from './experiments.ts'
import { seedStrategies } from './strategies.ts'
import { seedTemplates } from './templates.ts'
import { seedTestSets } from './test-sets.ts'
import { seedUsers } from './users.ts'

export { createDemoKey, demoPassword, readDemo } from './demo.ts'
export { type DemoUser, readDemoUsers } from './users.ts'

/**
 * Fills a migrated database with the demo tree. Safe to repeat: what is there stays as it is, changed or not.
 *
 * @param db a superuser's connection, past row-level security; the caller's transaction holds it together
 * @param options.password the demo users' password, 12 characters or more
 */
export async function seed(db: Client, options: { password?: string } = {}): Promise<void> {
  const { password = demoPassword } = options
  if (password.length < 12) throw new Error('the demo password must have at least 12 characters')
  const clients = await seedClients(db)
  await seedBudgets(db, clients)
  await seedUsers(db, clients, password)
  await seedStrategies(db, clients)
  await seedTemplates(db, clients)
  await seedTestSets(db, clients)
  await seedExperiments(db, clients)
  await seedContentTemplates(db, clients)
}
