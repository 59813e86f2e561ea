import type { AuditDetails, AuditDigests, AuditEntry } from '@hg/runtime'
import type { Client } from 'pg'

/** A seal with the row and the details that it covers, as far as they are there. */
export interface SealedRow {
  seq: bigint
  auditId: string
  hash: Buffer
  digests: AuditDigests
  entry: AuditEntry | null
  details: (AuditDetails & { emptied: boolean; addressEmptied: boolean }) | null
}

/** Where a chain ends: what is kept elsewhere to find a cut tail by. */
export interface Head {
  chain: string
  seq: string
  /** Hex. */
  hash: string
}

const rowsAtOnce = 2000

/** Every chain that has seals. */
export async function readChains(db: Client): Promise<string[]> {
  const { rows } = await db.query<{ chain: string }>('select distinct chain from audit_seals order by chain')
  return rows.map(({ chain }) => chain)
}

/** The last seal of every chain. */
export async function readHeads(db: Client): Promise<Head[]> {
  const { rows } = await db.query<Head>(
    `select distinct on (chain) chain, seq::text, encode(hash, 'hex') as hash
     from audit_seals s order by s.chain, s.seq desc`,
  )
  return rows
}

interface Row extends AuditEntry, AuditDetails {
  seq: string
  audit_id: string
  hash: Buffer
  content_digest: Buffer
  address_digest: Buffer
  has_details: boolean
  emptied: boolean
  address_emptied: boolean
}

/** The seals of a chain in order, a page at a time, so that a long chain needs no memory. */
export async function* readChain(db: Client, chain: string): AsyncGenerator<SealedRow> {
  let after = '-1'
  for (;;) {
    const { rows } = await db.query<Row>(
      `select s.seq::text, s.audit_id, s.hash, s.content_digest, s.address_digest,
         l.id, l.chain, l.client_id, l.actor, l.actor_role, l.action, l.target_type, l.target_id, l.request_id, l.facts,
         d.audit_id is not null as has_details, d.label, d.before, d.after, d.address, d.emptied_at is not null as emptied,
         d.address_emptied_at is not null as address_emptied
       from audit_seals s
       left join audit_log l on l.id = s.audit_id
       left join audit_details d on d.audit_id = s.audit_id
       where s.chain = $1 and s.seq > $2
       order by s.seq
       limit ${rowsAtOnce}`,
      [chain, after],
    )
    for (const row of rows) yield toSealedRow(row)
    const last = rows.at(-1)
    if (!last || rows.length < rowsAtOnce) return
    after = last.seq
  }
}

function toSealedRow(row: Row): SealedRow {
  const { seq, audit_id, hash, content_digest, address_digest, has_details, emptied, address_emptied, ...rest } = row
  const { label, before, after, address, ...entry } = rest
  return {
    seq: BigInt(seq),
    auditId: audit_id,
    hash,
    digests: { content: content_digest, address: address_digest },
    // A row that is gone joins as nulls.
    entry: (entry as { id: string | null }).id === null ? null : entry,
    details: has_details ? { label, before, after, address, emptied, addressEmptied: address_emptied } : null,
  }
}
