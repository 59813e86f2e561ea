import { batchPriceFactors, type PricedModel } from '@hg/llm'
import type { KeyedWork } from '../generation/work.ts'

/** Whether the strategy has a job's first call made in a provider's batch: only pieces of batches can wait that long. */
export function wantsBatch({ run }: Pick<KeyedWork, 'run'>): boolean {
  return run.isOfBatch && run.snapshot.effective.llm?.batch === 'provider'
}

/** Whether a model's provider takes batches, with the key that the client has for it. */
export function takesBatches({ keys }: Pick<KeyedWork, 'keys'>, { provider }: PricedModel): boolean {
  return batchPriceFactors[provider] !== undefined && keys.adapters[provider]?.batches !== undefined
}
