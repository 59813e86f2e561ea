import { contentTypeOrAny } from '@hg/contracts'
import type { Client } from 'pg'
import { z } from 'zod'
import { idOf } from './clients.ts'
import { readText, readYamls } from './read.ts'

const part = z.string().regex(/^[a-z-]+$/)

/** A template is made of parts, joined here once: what the database holds is whole, and includes nothing. */
const templateSeed = z.strictObject({
  client: z.string(),
  name: z.string(),
  content_type: contentTypeOrAny,
  system: z.array(part).min(1),
  user: z.array(part).min(1),
})

async function join(parts: string[]): Promise<string> {
  const texts = await Promise.all(parts.map((name) => readText(`templates/parts/${name}.liquid`)))
  return texts.join('').trimEnd()
}

/** Adds the prompt templates of `templates/` that are not there, by client and name, each as its version 1. */
export async function seedTemplates(db: Client, clients: ReadonlyMap<string, string>): Promise<void> {
  for (const seed of await readYamls('templates', templateSeed)) {
    await db.query(
      `insert into prompt_templates (client_id, name, content_type, template, system_template)
       select $1::uuid, $2::varchar, $3::content_type, $4::text, $5::text
       where not exists (select from prompt_templates where client_id = $1 and name = $2)
       on conflict do nothing`,
      [idOf(clients, seed.client), seed.name, seed.content_type, await join(seed.user), await join(seed.system)],
    )
  }
}
