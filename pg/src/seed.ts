import { withClient } from './connect.ts'

/**
 * Fills a migrated database with the demo tree of `pg/seeds`, in one transaction. Safe to repeat.
 * `password` is the demo users' (12 characters or more); without it they get the documented one.
 */
export async function seed(adminUrl: string, options: { password?: string } = {}): Promise<void> {
  // Loaded when needed: hashing passwords pulls in a native module that starting a server can do without.
  const seeds = await import('../seeds/index.ts')
  await withClient(adminUrl, async (client) => {
    await client.query('begin')
    await seeds.seed(client, options)
    await client.query('commit')
  })
}
