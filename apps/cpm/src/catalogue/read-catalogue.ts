import type { LlmProvider } from '@hg/contracts'
import { type Database, listModels, type ModelRow, withoutTenant } from '@hg/db'
import type { Catalogue, Model } from '@hg/llm'
import { toPrice } from './to-price.ts'

/** How long prices are remembered: a new price row is felt after this. */
const ttlMs = 60_000

/** The models and the prices in force, read from the database at most once a minute. */
export function createCatalogueReader(db: Database): () => Promise<Catalogue> {
  let known: { at: number; answer: Promise<Catalogue> } | undefined
  return () => {
    if (!known || performance.now() - known.at > ttlMs) {
      const answer = withoutTenant(db, listModels).then((rows) => rows.map(toModel))
      const fresh = { at: performance.now(), answer }
      known = fresh
      answer.catch(() => {
        if (known === fresh) known = undefined
      })
    }
    return known.answer
  }
}

function toModel(row: ModelRow): Model {
  return {
    provider: row.provider as LlmProvider,
    model: row.model,
    name: row.name,
    contextTokens: row.context_tokens,
    maxOutputTokens: row.max_output_tokens,
    acceptsTemperature: row.accepts_temperature,
    reasoning: row.reasoning,
    status: row.status,
    successor: row.successor,
    price: toPrice({ ...row, id: row.price_id }),
  }
}
