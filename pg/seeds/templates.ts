import { contentTypeOrAny, promptKind, promptLabelName, promptModelSettings, promptTrimOrder } from '@hg/contracts'
import type { Client } from 'pg'
import { z } from 'zod'
import { idOf } from './clients.ts'
import { readText, readYamls } from './read.ts'

const part = z.string().regex(/^[a-z-]+$/)

/** A text is made of parts, joined here once: what the database holds includes no files. */
const textSeed = z.strictObject({
  system: z.array(part).default([]),
  user: z.array(part).min(1),
  model_settings: promptModelSettings.default({}),
  trim_order: promptTrimOrder.default([]),
  message: z.string().optional(),
})

const templateSeed = textSeed.extend({
  client: z.string(),
  kind: promptKind.default('prompt'),
  name: z.string(),
  content_type: contentTypeOrAny,
  /** Versions after the first, none of them in use, each with a label that points at it. */
  later: z.array(textSeed.extend({ label: promptLabelName })).default([]),
})

async function join(parts: string[]): Promise<string> {
  const texts = await Promise.all(parts.map((name) => readText(`templates/parts/${name}.liquid`)))
  return texts.join('').trimEnd()
}

/**
 * Adds the prompt templates of `templates/` that are not there, by client and name, with all their versions. One that is
 * there stays as it is.
 */
export async function seedTemplates(db: Client, clients: ReadonlyMap<string, string>): Promise<void> {
  for (const { client, kind, name, content_type, later, ...first } of await readYamls('templates', templateSeed)) {
    const clientId = idOf(clients, client)
    const { rows } = await db.query<{ template_id: string }>(
      `insert into prompt_templates
         (client_id, kind, name, content_type, template, system_template, model_settings, trim_order, message)
       select $1::uuid, $2::text, $3::varchar, $4::content_type, $5::text, $6::text, $7::jsonb, $8::jsonb, $9::varchar
       where not exists (select from prompt_templates where client_id = $1 and name = $3)
       on conflict do nothing
       returning template_id`,
      [clientId, kind, name, content_type, ...(await valuesOf(first))],
    )
    const templateId = rows[0]?.template_id
    if (templateId === undefined) continue
    for (const [index, { label, ...text }] of later.entries()) {
      await db.query(
        `insert into prompt_templates
           (client_id, kind, name, content_type, template, system_template, model_settings, trim_order, message,
            template_id, version, is_active)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, false)`,
        [clientId, kind, name, content_type, ...(await valuesOf(text)), templateId, index + 2],
      )
      await db.query('insert into prompt_labels (client_id, template_id, label, version) values ($1, $2, $3, $4)', [
        clientId,
        templateId,
        label,
        index + 2,
      ])
    }
  }
}

async function valuesOf(text: z.infer<typeof textSeed>): Promise<(string | null)[]> {
  const { user, system, model_settings, trim_order, message = null } = text
  return [await join(user), await join(system), JSON.stringify(model_settings), JSON.stringify(trim_order), message]
}
