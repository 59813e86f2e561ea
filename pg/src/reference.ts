import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { withClient } from './connect.ts'
import { pgDir } from './paths.ts'

const usd = z.string().regex(/^\d+(\.\d+)?$/, 'expected a decimal string')

const tier = z.strictObject({
  over_context_tokens: z.int().positive(),
  input_usd_per_million: usd,
  output_usd_per_million: usd,
  cache_read_usd_per_million: usd.nullable(),
})

const modelRow = z.strictObject({
  provider: z.string(),
  model: z.string(),
  name: z.string(),
  status: z.enum(['available', 'beta', 'deprecated', 'retired']),
  successor: z.string().nullable(),
  released: z.iso.date().nullable(),
  context_tokens: z.int().positive().nullable(),
  max_output_tokens: z.int().positive().nullable(),
  accepts_temperature: z.boolean(),
  reasoning: z.boolean(),
  price: z.strictObject({
    effective_from: z.iso.datetime(),
    input_usd_per_million: usd,
    output_usd_per_million: usd,
    cache_read_usd_per_million: usd.nullable(),
    cache_write_usd_per_million: usd.nullable(),
    tiers: z.array(tier),
    source: z.string(),
  }),
})

const upsertModels = `
  insert into models (provider, model, name, context_tokens, max_output_tokens, accepts_temperature, reasoning, status,
                      successor, released)
  select provider, model, name, context_tokens, max_output_tokens, accepts_temperature, reasoning, status, successor,
         released
    from jsonb_to_recordset($1) as file (provider text, model text, name text, context_tokens int, max_output_tokens int,
         accepts_temperature boolean, reasoning boolean, status text, successor text, released date)
  on conflict (provider, model) do update
     set (name, context_tokens, max_output_tokens, accepts_temperature, reasoning, status, successor, released)
       = (excluded.name, excluded.context_tokens, excluded.max_output_tokens, excluded.accepts_temperature,
          excluded.reasoning, excluded.status, excluded.successor, excluded.released)`

// The price that the database has for the file's date decides: equal means nothing to do (also when later ones were imported
// from another file), a changed one needs a date later than all.
const newPrices = `
  with file as (
    select f.provider, f.model, p.*
      from jsonb_to_recordset($1) as f (provider text, model text, price jsonb),
           jsonb_to_record(f.price) as p (effective_from timestamptz, input_usd_per_million numeric,
             output_usd_per_million numeric, cache_read_usd_per_million numeric, cache_write_usd_per_million numeric,
             tiers jsonb, source text)
  )
  select file.*, exists (
      select from prices later where later.provider = file.provider and later.model = file.model
         and later.effective_from >= file.effective_from) as stale
    from file
    left join lateral (
      select * from prices where prices.provider = file.provider and prices.model = file.model
         and prices.effective_from <= file.effective_from
       order by effective_from desc limit 1
    ) known on true
   where (file.input_usd_per_million, file.output_usd_per_million, file.cache_read_usd_per_million,
          file.cache_write_usd_per_million, file.tiers)
         is distinct from
         (known.input_usd_per_million, known.output_usd_per_million, known.cache_read_usd_per_million,
          known.cache_write_usd_per_million, known.tiers)`

const insertPrices = `
  insert into prices (provider, model, effective_from, input_usd_per_million, output_usd_per_million,
                      cache_read_usd_per_million, cache_write_usd_per_million, tiers, source)
  select provider, model, effective_from, input_usd_per_million, output_usd_per_million, cache_read_usd_per_million,
         cache_write_usd_per_million, tiers, source
    from (${newPrices}) as changed`

/**
 * Loads the catalogue `pg/reference/models.json` into `models` and `prices`, in one transaction. Models are updated in
 * place; a price that differs from the one known for its date becomes a new row, and old rows stay as they are.
 * Throws when the file is malformed, or when a price changed without a later `effective_from`.
 */
export async function loadReference(
  adminUrl: string,
  options: { file?: string } = {},
): Promise<{ models: number; newPrices: number }> {
  const file = options.file ?? join(pgDir, 'reference', 'models.json')
  const text = await readFile(file, 'utf8')
  const models = z.array(modelRow).parse(JSON.parse(text))
  const rows = JSON.stringify(models)
  return withClient(adminUrl, async (client) => {
    await client.query('begin')
    await client.query(upsertModels, [rows])
    const stale = await client.query<{ model: string }>(`select model from (${newPrices}) as changed where stale`, [
      rows,
    ])
    if (stale.rows.length > 0) {
      const names = stale.rows.map((row) => row.model).join(', ')
      throw new Error(`the price of ${names} changed in ${basename(file)}: give it a later effective_from`)
    }
    const inserted = await client.query(insertPrices, [rows])
    await client.query('commit')
    return { models: models.length, newPrices: inserted.rowCount ?? 0 }
  })
}
