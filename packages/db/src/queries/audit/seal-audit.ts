import { type AuditDetails, type AuditEntry, type AuditSeal } from '@hg/runtime'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Chains with rows to seal, the longest waiting first. Crosses tenants: ids only. */
export async function unsealedChains(tx: Queryable, page: number): Promise<string[]> {
  const { rows } = await sql<{ chain: string }>`select chain from app.unsealed_chains(${page})`.execute(tx)
  return rows.map(({ chain }) => chain)
}

/** Takes a chain for this transaction: two sealers would give the same number twice. */
export async function lockChain(tx: Queryable, chain: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`audit ${chain}`}, 0))`.execute(tx)
}

/** Where a chain ends; null when nothing of it is sealed. */
export async function chainHead(tx: Queryable, chain: string): Promise<{ seq: bigint; hash: Buffer } | null> {
  const { rows } = await sql<{ seq: string; hash: Buffer }>`
    select seq, hash from audit_seals where chain = ${chain} order by seq desc limit 1`.execute(tx)
  return rows[0] ? { seq: BigInt(rows[0].seq), hash: rows[0].hash } : null
}

/** Rows of a chain that await their seal, oldest first, with their details. */
export async function unsealedEntries(
  tx: Queryable,
  chain: string,
  page: number,
): Promise<{ entry: AuditEntry; details: AuditDetails }[]> {
  const { rows } = await sql<AuditEntry & AuditDetails>`
    select l.id, l.chain, l.client_id, l.actor, l.actor_role, l.action, l.target_type, l.target_id, l.request_id, l.facts,
      d.label, d.before, d.after, d.address
    from audit_unsealed u
    join audit_log l on l.id = u.audit_id
    left join audit_details d on d.audit_id = l.id
    where u.chain = ${chain}
    order by u.audit_id
    limit ${page}`.execute(tx)
  return rows.map(({ label, before, after, address, ...entry }) => ({
    entry,
    details: { label, before, after, address },
  }))
}

/** Adds seals to a chain, in order, and crosses their rows off the list. */
export async function insertSeals(
  tx: Queryable,
  chain: string,
  seals: (AuditSeal & { auditId: string })[],
): Promise<void> {
  const ids = seals.map(({ auditId }) => auditId)
  await sql`
    insert into audit_seals (chain, seq, audit_id, content_digest, address_digest, hash)
    select ${chain}, s.seq, s.audit_id, s.content, s.address, s.hash
    from unnest(${seals.map(({ seq }) => String(seq))}::bigint[], ${ids}::uuid[],
      ${seals.map(({ digests }) => digests.content)}::bytea[], ${seals.map(({ digests }) => digests.address)}::bytea[],
      ${seals.map(({ hash }) => hash)}::bytea[])
      as s (seq, audit_id, content, address, hash)`.execute(tx)
  await sql`delete from audit_unsealed where chain = ${chain} and audit_id = any (${ids}::uuid[])`.execute(tx)
}
