import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { databaseOf, pgDir, pushDatabase, seed, withClient, withDatabase } from '@hg/pg'
import { appPassword } from './servers.ts'

// Any number that nothing else locks: makers of the template wait for each other.
const lockId = 7_310_226

/** A hash over all that a database is made from: another migration makes another template. */
async function contentHash(): Promise<string> {
  const hash = createHash('sha256')
  for (const part of ['roles.sql', 'migrations', 'reference', 'seeds']) {
    const path = join(pgDir, part)
    const names = part.includes('.') ? [''] : (await readdir(path, { recursive: true })).sort()
    for (const name of names) {
      const text = await readFile(join(path, name)).catch(() => '')
      hash.update(`${part}/${name}\n`).update(text)
    }
  }
  return hash.digest('hex').slice(0, 12)
}

/**
 * Makes the database that tests clone (roles, migrations, reference data, seeds) unless the server has it already, and
 * returns its name. It is renamed when complete, so a failed attempt leaves nothing that could be cloned.
 */
export async function ensureTemplate(adminUrl: string): Promise<string> {
  const name = `template_${await contentHash()}`
  const unfinished = withDatabase(adminUrl, `${name}_new`)
  await withClient(adminUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [lockId])
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount) return
    await client.query(`drop database if exists ${databaseOf(unfinished)} with (force)`)
    await client.query(`create database ${databaseOf(unfinished)}`)
    await pushDatabase(unfinished, { appPassword })
    await seed(unfinished)
    await client.query(`alter database ${databaseOf(unfinished)} rename to ${name}`)
    await client.query(`alter database ${name} with allow_connections false is_template true`)
  })
  return name
}
