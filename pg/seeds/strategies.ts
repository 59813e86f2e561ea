import { contentTypeOrAny, mergeModes, strategyConfiguration } from '@hg/contracts'
import type { Client } from 'pg'
import { z } from 'zod'
import { idOf } from './clients.ts'
import { readYamls } from './read.ts'

const strategySeed = z.strictObject({
  client: z.string(),
  name: z.string(),
  content_type: contentTypeOrAny,
  configuration: strategyConfiguration,
  merge_modes: mergeModes,
})

/** Adds the strategies of `strategies/` that are not there, by client and name. */
export async function seedStrategies(db: Client, clients: ReadonlyMap<string, string>): Promise<void> {
  for (const seed of await readYamls('strategies', strategySeed)) {
    await db.query(
      `insert into strategies (client_id, name, content_type, configuration, merge_modes)
       select $1::uuid, $2::varchar, $3::content_type, $4::jsonb, $5::jsonb
       where not exists (select from strategies where client_id = $1 and name = $2)
       on conflict do nothing`,
      [
        idOf(clients, seed.client),
        seed.name,
        seed.content_type,
        JSON.stringify(seed.configuration),
        JSON.stringify(seed.merge_modes),
      ],
    )
  }
}
