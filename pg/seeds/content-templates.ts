import { contentTemplateInput } from '@hg/contracts'
import type { Client } from 'pg'
import { z } from 'zod'
import { idOf } from './clients.ts'
import { readYamls } from './read.ts'

const contentTemplateSeed = z.strictObject({ client: z.string(), ...contentTemplateInput.shape })

/** Adds the content templates of `content-templates/` that are not there, by client and name. */
export async function seedContentTemplates(db: Client, clients: ReadonlyMap<string, string>): Promise<void> {
  for (const { client, name, content_types, ...body } of await readYamls('content-templates', contentTemplateSeed)) {
    await db.query(
      `insert into content_templates (client_id, name, content_types, body)
       select $1::uuid, $2::varchar, $3::content_type[], $4::jsonb
       where not exists (select from content_templates where client_id = $1 and lower(name) = lower($2))`,
      [idOf(clients, client), name, content_types, JSON.stringify(body)],
    )
  }
}
