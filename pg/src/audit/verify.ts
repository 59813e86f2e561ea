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

/** Rows by which an erasure says which details it emptied: `content` and `addresses` in their facts are ids of rows. */
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
  const emptied: { auditId: string; seq: bigint; part: Part }[] = []
  const excused = { content: new Set<string>(), addresses: new Set<string>() }
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
      const { entry, digests } = row
      const expected: Buffer = hashAuditLink(key, { seq, previous, entry, digests })
      if (!expected.equals(row.hash)) report('the row, its place or its seal was changed')
      if (entry.action === emptiedAction)
        for (const part of parts) for (const id of emptiedBy(entry.facts, part)) excused[part].add(id)
    }
    for (const [part, state] of checkDetails(key, row)) {
      if (state === 'emptied') emptied.push({ auditId: row.auditId, seq, part })
      else report(`the ${part === 'content' ? 'details' : 'address'} was changed or removed`)
    }
    previous = row.hash
  }
  for (const { auditId, seq: at, part } of emptied) {
    if (excused[part].has(auditId)) continue
    findings.push({ chain, seq: at, auditId, problem: `its ${part} is empty, and no erasure says so` })
  }
  if (head && headHash !== head.hash) {
    const problem =
      headHash === undefined ? `the chain ends at ${seq}, before its head ${head.seq}` : 'the head has changed'
    findings.push({ chain, seq: BigInt(head.seq), auditId: null, problem })
  }
  return { links: Number(seq), findings }
}

const parts = ['content', 'addresses'] as const
type Part = (typeof parts)[number]

function emptiedBy(facts: unknown, part: Part): string[] {
  const ids = (facts as Record<string, unknown> | null)?.[part]
  return Array.isArray(ids) ? ids.map(String) : []
}

/** The parts of a row's details that are not as they were sealed: `emptied` needs an erasure that says so. */
function checkDetails(key: Buffer, { auditId, details, digests }: SealedRow): [Part, 'emptied' | 'wrong'][] {
  // A row without details is sealed as one whose details are all null.
  const found = details ?? {
    label: null,
    before: null,
    after: null,
    address: null,
    emptied: false,
    addressEmptied: false,
  }
  const now = digestAuditDetails(key, auditId, found)
  const states: [Part, boolean, boolean][] = [
    ['content', found.emptied, now.content.equals(digests.content)],
    ['addresses', found.addressEmptied, now.address.equals(digests.address)],
  ]
  return states
    .filter(([, isEmptied, same]) => isEmptied || !same)
    .map(([part, isEmptied]) => [part, isEmptied ? 'emptied' : 'wrong'])
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
