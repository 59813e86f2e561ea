import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { type Head, readHeads } from '../audit/rows.ts'
import { verifyAudit } from '../audit/verify.ts'
import { withClient } from '../connect.ts'
import { readAuditKey } from '../env.ts'
import { say } from './say.ts'
import { withTarget } from './target.ts'

const headsFile = z.object({
  exported_at: z.string(),
  heads: z.array(
    z.object({ chain: z.uuid(), seq: z.string().regex(/^\d+$/), hash: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
})

/** `pg audit heads`: prints the last link of every chain, to be kept where the database's keepers cannot reach. */
export function heads(): Promise<void> {
  return withTarget(({ adminUrl }) =>
    withClient(adminUrl, async (db) => {
      say(JSON.stringify({ exported_at: new Date().toISOString(), heads: await readHeads(db) }, null, 2))
    }),
  )
}

/**
 * `pg audit verify`: recomputes every chain, and compares it with heads that were printed earlier. Throws when anything
 * is wrong, after saying what.
 */
export async function verify(options: { heads?: string }): Promise<void> {
  const key = readAuditKey()
  const known = options.heads === undefined ? [] : await readHeadsFile(options.heads)
  await withTarget(({ adminUrl, name }) =>
    withClient(adminUrl, async (db) => {
      // One moment for all queries: changes go on meanwhile.
      await db.query('begin isolation level repeatable read, read only')
      const { chains, links, waiting, findings } = await verifyAudit(db, key, known)
      for (const { chain, seq, auditId, problem } of findings)
        say(`chain ${chain}${seq === null ? '' : ` link ${seq}`}${auditId ? ` row ${auditId}` : ''}: ${problem}`)
      say(
        `${name}: ${links} links in ${chains} chains, ${known.length} heads compared, ${waiting} rows await their seal`,
      )
      if (options.heads === undefined) say('without --heads a chain whose tail was cut looks like a shorter chain')
      if (findings.length > 0) throw new Error(`the audit does not verify: ${findings.length} findings`)
      say('the audit verifies')
    }),
  )
}

async function readHeadsFile(file: string): Promise<Head[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`--heads ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`)
  })
  try {
    return headsFile.parse(JSON.parse(text)).heads
  } catch (error) {
    throw new Error(`--heads ${file} is not what pg audit heads prints`, { cause: error })
  }
}
