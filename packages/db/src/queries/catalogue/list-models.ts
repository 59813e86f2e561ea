import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface PriceTier {
  over_context_tokens: number
  input_usd_per_million: number | string
  output_usd_per_million: number | string
  /** Null or absent: what is read from the cache costs what other input of the tier costs. */
  cache_read_usd_per_million?: number | string | null
}

/** A price row: US dollars per million tokens, as decimal strings. */
export interface PriceRow {
  id: string
  effective_from: Date | string
  input_usd_per_million: string
  output_usd_per_million: string
  cache_read_usd_per_million: string | null
  cache_write_usd_per_million: string | null
  tiers: PriceTier[]
}

export interface ModelRow extends Omit<PriceRow, 'id'> {
  provider: string
  model: string
  name: string
  context_tokens: number | null
  max_output_tokens: number | null
  accepts_temperature: boolean
  reasoning: boolean
  status: 'available' | 'beta' | 'deprecated' | 'retired'
  successor: string | null
  price_id: string
}

/** Every model that has a price in force now, with that price. A model without one is not listed: it cannot be used. */
export async function listModels(db: Queryable): Promise<ModelRow[]> {
  const { rows } = await sql<ModelRow>`
    select m.provider, m.model, m.name, m.context_tokens, m.max_output_tokens, m.accepts_temperature, m.reasoning,
      m.status, m.successor, p.id as price_id, p.effective_from, p.input_usd_per_million, p.output_usd_per_million,
      p.cache_read_usd_per_million, p.cache_write_usd_per_million, p.tiers
    from models m
    join lateral (
      select * from prices p
      where p.provider = m.provider and p.model = m.model and p.effective_from <= now()
      order by p.effective_from desc
      limit 1
    ) p on true
    order by m.provider, m.model`.execute(db)
  return rows
}
