import { createHmac } from 'node:crypto'

/** A row of `audit_log`, as it is sealed. */
export interface AuditEntry {
  id: string
  chain: string
  client_id: string | null
  actor: string
  actor_role: string | null
  action: string
  target_type: string
  target_id: string | null
  request_id: string | null
  facts: unknown
}

/** A row of `audit_details`, as it is sealed. */
export interface AuditDetails {
  label: string | null
  before: unknown
  after: unknown
  address: string | null
}

/** Keyed digests of a row's details, one for what it says and one for where it came from. */
export interface AuditDigests {
  content: Buffer
  address: Buffer
}

/** A link of a chain: what `audit_seals` stores of it. */
export interface AuditSeal {
  seq: bigint
  digests: AuditDigests
  hash: Buffer
}

/** JSON with sorted keys: the same value gives the same text, however it was stored. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`
}

function keyed(key: Buffer, domain: string, text: string): Buffer {
  return createHmac('sha256', key).update(`${domain}\n${text}`).digest()
}

/** Digests a row's details. They bind them to their row: details moved elsewhere do not match. */
export function digestAuditDetails(key: Buffer, auditId: string, details: AuditDetails): AuditDigests {
  const { label, before, after, address } = details
  return {
    content: keyed(key, 'audit-content', canonicalJson({ auditId, label, before, after })),
    address: keyed(key, 'audit-address', canonicalJson({ auditId, address })),
  }
}

/**
 * The hash of the link `seq` of a chain: HMAC-SHA256 over the hash before it, the row and the digests of its details.
 * The first link follows an empty hash.
 *
 * @param key AUDIT_KEY, 32 bytes, which the database never sees
 */
export function hashAuditLink(
  key: Buffer,
  link: { seq: bigint; previous: Buffer | null; entry: AuditEntry; digests: AuditDigests },
): Buffer {
  const { id, chain, client_id, actor, actor_role, action, target_type, target_id, request_id, facts } = link.entry
  const row = { id, chain, client_id, actor, actor_role, action, target_type, target_id, request_id, facts }
  const body = {
    seq: String(link.seq),
    previous: link.previous?.toString('hex') ?? null,
    row,
    content: link.digests.content.toString('hex'),
    address: link.digests.address.toString('hex'),
  }
  return keyed(key, 'audit-link', canonicalJson(body))
}
