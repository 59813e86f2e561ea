import { digestAuditDetails, hashAuditLink } from '@hg/runtime'
import type { Client } from 'pg'
import { type Head, readChain, readChains, type SealedRow } from './rows.ts'

/** One thing that is wrong with the audit. */
export interface Finding {
  chain: string
  /** The link where it shows; null when it is about the chain or about a row without a link. */
  seq: bigint | null
  auditId: string | null
  problem: string
}

export interface Verification {
  chains: number
  links: number
  /** Rows that the sealer has not reached yet: not wrong, and not proven either. */
  waiting: number
  findings: Finding[]
}

/** Facts of the rows by which an erasure says whose details it emptied. */
export const emptiedAction = 'audit_details.emptied'

/**
 * Recomputes every link of every chain and compares the chains with heads that were exported before.
 *
 * @param key AUDIT_KEY, as the sealer has it
 * @param heads what `pg audit heads` printed earlier; without them a cut tail cannot be told from a short chain
 */
export async function verifyAudit(db: Client, key: Buffer, heads: Head[] = []): Promise<Verification> {
  const findings: Finding[] = []
  const chains = await readChains(db)
  const known = new Map(heads.map((head) => [head.chain, head]))
  let links = 0
  for (const chain of new Set([...chains, ...known.keys()])) {
    const checked = await verifyChain(db, key, chain, known.get(chain))
    links += checked.links
    findings.push(...checked.findings)
  }
  const waiting = await countWaiting(db)
  findings.push(...(await strayRows(db)))
  return { chains: chains.length, links, waiting, findings }
}

async function verifyChain(
  db: Client,
  key: Buffer,
  chain: string,
  head: Head | undefined,
): Promise<{ links: number; findings: Finding[] }> {
  const findings: Finding[] = []
  const emptied = new Map<string, bigint>()
  const excused = new Set<string>()
  let previous: Buffer | null = null
  let seq = 0n
  let headHash: string | undefined
  for await (const row of readChain(db, chain)) {
    const report = (problem: string) => findings.push({ chain, seq: row.seq, auditId: row.auditId, problem })
    if (row.seq !== seq + 1n) report(`links ${seq + 1n} to ${row.seq - 1n} are missing`)
    seq = row.seq
    if (head && row.seq === BigInt(head.seq)) headHash = row.hash.toString('hex')
    if (!row.entry) report('the row of this link is missing')
    else {
      const { entry, detailsDigest } = row
      const expected: Buffer = hashAuditLink(key, { seq, previous, entry, detailsDigest })
      if (!expected.equals(row.hash)) report('the row, its place or its seal was changed')
      if (entry.action === emptiedAction) for (const id of emptiedBy(entry.facts)) excused.add(id)
    }
    const wrong = wrongDetails(key, row)
    if (wrong === 'emptied') emptied.set(row.auditId, row.seq)
    else if (wrong) report(wrong)
    previous = row.hash
  }
  for (const [auditId, at] of emptied)
    if (!excused.has(auditId))
      findings.push({ chain, seq: at, auditId, problem: 'details are empty, and no erasure says so' })
  if (head && headHash !== head.hash) {
    const problem =
      headHash === undefined ? `the chain ends at ${seq}, before its head ${head.seq}` : 'the head has changed'
    findings.push({ chain, seq: BigInt(head.seq), auditId: null, problem })
  }
  return { links: Number(seq), findings }
}

function emptiedBy(facts: unknown): string[] {
  const ids = (facts as { audit_ids?: unknown } | null)?.audit_ids
  return Array.isArray(ids) ? ids.map(String) : []
}

/** What is wrong with a row's details: `emptied` needs an erasure that says so. */
function wrongDetails(key: Buffer, { auditId, details, detailsDigest }: SealedRow): string | null {
  if (details?.emptied) return 'emptied'
  // A row without details is sealed as one whose details are all null.
  const found = details ?? { label: null, before: null, after: null, address: null }
  return digestAuditDetails(key, auditId, found).equals(detailsDigest) ? null : 'the details were changed or removed'
}

async function countWaiting(db: Client): Promise<number> {
  const { rows } = await db.query<{ waiting: string }>('select count(*) as waiting from audit_unsealed')
  return Number(rows[0]?.waiting ?? 0)
}

/** Rows that no link covers and the sealer does not know of: added, or their seal removed. */
async function strayRows(db: Client): Promise<Finding[]> {
  const { rows } = await db.query<{ chain: string; id: string; problem: string }>(
    `select l.chain, l.id, 'a row has no seal and awaits none' as problem from audit_log l
     where not exists (select from audit_seals s where s.audit_id = l.id)
       and not exists (select from audit_unsealed u where u.audit_id = l.id)
     union all
     select d.chain, d.audit_id, 'details without a row' from audit_details d
     where not exists (select from audit_log l where l.id = d.audit_id and l.chain = d.chain)
     union all
     select u.chain, u.audit_id, 'a row that awaited its seal is missing' from audit_unsealed u
     where not exists (select from audit_log l where l.id = u.audit_id and l.chain = u.chain)
     union all
     select u.chain, u.audit_id, 'a sealed row awaits a seal again' from audit_unsealed u
     where exists (select from audit_seals s where s.audit_id = u.audit_id)`,
  )
  return rows.map(({ chain, id, problem }) => ({ chain, seq: null, auditId: id, problem }))
}
