import {
  chainHead,
  type Database,
  insertSeals,
  lockChain,
  unsealedChains,
  unsealedEntries,
  withoutTenant,
  withTenant,
} from '@hg/db'
import { type AuditSeal, digestAuditDetails, hashAuditLink } from '@hg/runtime'

const rowsAtOnce = 500
const chainsAtOnce = 200

/**
 * Seals what waits: every row is linked to the one before it in its client's chain by a keyed hash. Safe to run in
 * several processes; what one leaves, the next finds.
 *
 * @param key AUDIT_KEY, 32 bytes
 * @returns how many rows were sealed
 */
export async function sealAudit(db: Database, key: Buffer, signal?: AbortSignal): Promise<number> {
  let sealed = 0
  for (;;) {
    const chains = await withoutTenant(db, (tx) => unsealedChains(tx, chainsAtOnce))
    const before = sealed
    for (const chain of chains) {
      if (signal?.aborted) return sealed
      sealed += await sealChain(db, chain, key)
    }
    // Nothing to seal, or nothing that could be: another process is at it.
    if (sealed === before) return sealed
  }
}

/** Seals some rows of one chain, acting as its client. */
async function sealChain(db: Database, chain: string, key: Buffer): Promise<number> {
  return withTenant(db, { kind: 'client', id: chain }, async (tx) => {
    await lockChain(tx, chain)
    const head = await chainHead(tx, chain)
    const waiting = await unsealedEntries(tx, chain, rowsAtOnce)
    let { seq, hash: previous }: { seq: bigint; hash: Buffer | null } = head ?? { seq: 0n, hash: null }
    const seals: (AuditSeal & { auditId: string })[] = []
    for (const { entry, details } of waiting) {
      seq += 1n
      const digests = digestAuditDetails(key, entry.id, details)
      previous = hashAuditLink(key, { seq, previous, entry, digests })
      seals.push({ auditId: entry.id, seq, digests, hash: previous })
    }
    if (seals.length > 0) await insertSeals(tx, chain, seals)
    return seals.length
  })
}
