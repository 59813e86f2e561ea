import type { VariantKey } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

/** Notes under a claim which variant of which experiment a job was given, or that it was given none. */
export async function saveVariant(
  tx: Queryable,
  claim: { id: string; clientId: string; epoch: number },
  given: { id: string; variant: VariantKey } | null,
): Promise<void> {
  await sql`
    update jobs set experiment_id = ${given?.id ?? null}, experiment_variant = ${given?.variant ?? null}
    where id = ${claim.id} and client_id = ${claim.clientId} and epoch = ${claim.epoch} and status = 'processing'`.execute(
    tx,
  )
}
