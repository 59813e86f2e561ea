import type { ContentType } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface PromptReachRow {
  client_id: string
  client_name: string
  client_slug: string
  /** Those that it serves there, or would serve; none where something nearer serves everything. */
  content_types: ContentType[]
}

/**
 * The client of a prompt and those below it that are not archived, the nearest first, each with the content types that the
 * prompt serves there while it is in use: as `app.lineage_template` chooses, the nearest client first and there the content
 * type before `any`.
 */
export async function promptReach(tx: Queryable, templateId: string): Promise<PromptReachRow[]> {
  const { rows } = await sql<PromptReachRow>`
    with template as (
      select template_id, client_id, content_type from prompt_templates where template_id = ${templateId} limit 1
    ), types as (
      select type from template t, unnest(enum_range(null::content_type)) as type
      where type <> 'any' and t.content_type in ('any', type)
    ), below as (
      select c.id, c.name, c.slug, b.depth from template t
      join client_closure b on b.ancestor_id = t.client_id
      join clients c on c.id = b.descendant_id
      where c.archived_at is null
    ), served as (
      select b.id, array_agg(y.type::text order by y.type) as content_types
      from template t cross join below b cross join types y
      where not exists (
          select from client_closure a
          join prompt_templates p on p.client_id = a.ancestor_id and p.is_active and p.kind = 'prompt'
          where a.descendant_id = b.id and a.depth < b.depth and p.content_type in ('any', y.type))
        and (t.content_type <> 'any' or not exists (
          select from prompt_templates p
          where p.client_id = t.client_id and p.is_active and p.kind = 'prompt' and p.content_type = y.type))
      group by b.id
    )
    select b.id as client_id, b.name as client_name, b.slug as client_slug,
      coalesce(s.content_types, '{}'::text[]) as content_types
    from below b left join served s on s.id = b.id
    order by b.depth, b.name, b.id`.execute(tx)
  return rows
}
