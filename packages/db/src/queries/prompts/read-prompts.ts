import type { ContentTypeOrAny, PromptKind, PromptText } from '@hg/contracts'
import { type RawBuilder, sql } from 'kysely'
import type { Queryable } from '../../database.ts'
import type { PartialRow } from './lineage-template.ts'
import { storableVersion } from './storable-version.ts'

/** A template as it stands, with the author and the date of its latest version. */
export interface PromptRow {
  template_id: string
  client_id: string
  client_name: string
  kind: PromptKind
  name: string
  content_type: ContentTypeOrAny
  /** Whether those who may see a client below its own may read it, in all its versions. */
  open_below: boolean
  /** The version in use; null for a draft. */
  version: number | null
  latest_version: number
  message: string | null
  /** `user:<uuid>`; null for what came with the product. */
  created_by: string | null
  created_at: Date
  versioned_at: Date
}

const rowOf = (owner: RawBuilder<unknown>) => sql`
  select l.template_id, l.client_id, c.name as client_name, l.kind, l.name, l.content_type, l.open_below, a.version,
    l.version as latest_version, l.message, l.created_by, f.created_at, l.created_at as versioned_at
  from prompt_templates l
  join prompt_templates f on f.template_id = l.template_id and f.version = 1
  join ${owner} on c.id = l.client_id
  left join prompt_templates a on a.template_id = l.template_id and a.is_active
  where not exists (select from prompt_templates n where n.template_id = l.template_id and n.version > l.version)`
const row = rowOf(sql`clients c`)

/** A template by its id, of a client that the actor sees; null when it does not exist or is none of theirs. */
export async function getPrompt(tx: Queryable, templateId: string): Promise<PromptRow | null> {
  const { rows } = await sql<PromptRow>`${row} and l.template_id = ${templateId}`.execute(tx)
  return rows[0] ?? null
}

/** The same of a client above one that the actor sees, where those below may read the template; null otherwise. */
export async function getOpenPrompt(tx: Queryable, templateId: string): Promise<PromptRow | null> {
  const owner = sql`app.open_prompt_owner(${templateId}) as c (id, name)`
  const { rows } = await sql<PromptRow>`${rowOf(owner)} and l.template_id = ${templateId}`.execute(tx)
  return rows[0] ?? null
}

/** Whether a client is the other one, or stands above it. False where the other one is not the actor's to see. */
export async function standsAbove(tx: Queryable, clientId: string, otherId: string): Promise<boolean> {
  const { rows } = await sql<{ above: boolean }>`select app.stands_above(${clientId}, ${otherId}) as above`.execute(tx)
  return rows[0]?.above ?? false
}

/** All templates of a client, drafts too: prompts before partials, those in use first, by content type and name. */
export async function listPrompts(tx: Queryable, clientId: string): Promise<PromptRow[]> {
  const { rows } = await sql<PromptRow>`${row} and l.client_id = ${clientId}
    order by l.kind desc, a.version is null, l.content_type, l.name, l.template_id`.execute(tx)
  return rows
}

export interface PromptVersionRow {
  version: number
  message: string | null
  restored_from: number | null
  created_by: string | null
  created_at: Date
}

export type PromptVersionTextRow = PromptVersionRow & PromptText

/** Versions of a template, newest first, one more than `limit` when there are more; `before` is the cursor. */
export async function listPromptVersions(
  tx: Queryable,
  templateId: string,
  { limit, before }: { limit: number; before?: number },
): Promise<PromptVersionRow[]> {
  const { rows } = await sql<PromptVersionRow>`
    select version, message, restored_from, created_by, created_at
    from prompt_templates
    where template_id = ${templateId} and version < ${before ?? 2_147_483_647}
    order by version desc
    limit ${limit + 1}`.execute(tx)
  return rows
}

/** One version with its text; null when there is none. */
export async function getPromptVersion(
  tx: Queryable,
  templateId: string,
  version: number,
): Promise<PromptVersionTextRow | null> {
  const { rows } = await sql<PromptVersionTextRow>`
    select version, message, restored_from, created_by, created_at, system_template, template, variables, model_settings,
      trim_order
    from prompt_templates
    where template_id = ${templateId} and version = ${storableVersion(version)}`.execute(tx)
  return rows[0] ?? null
}

/** The partials in use of a client, by name; of a client above, those that the actor may read. */
export async function listPartials(tx: Queryable, clientId: string): Promise<(PartialRow & { open_below: boolean })[]> {
  const { rows } = await sql<PartialRow & { open_below: boolean }>`
    select template_id, version, name, template, open_below from prompt_templates
    where client_id = ${clientId} and kind = 'partial' and is_active
    order by name`.execute(tx)
  return rows
}

export type PromptTextRow = PromptText &
  Pick<PromptRow, 'template_id' | 'kind' | 'name' | 'content_type'> & { version: number; is_active: boolean }

const text = sql`
  select p.template_id, p.kind, p.name, p.content_type, p.version, p.is_active, p.system_template, p.template, p.variables,
    p.model_settings, p.trim_order`
const rendersAny = sql`(strpos(p.template, 'render') > 0 or strpos(p.system_template, 'render') > 0)`

/** The text of each template of a client that renders anything: of the version in use, or else of the latest. */
export async function listRenderingTexts(tx: Queryable, clientId: string): Promise<PromptTextRow[]> {
  const { rows } = await sql<PromptTextRow>`
    with meant as materialized (
      select distinct on (template_id) id from prompt_templates
      where client_id = ${clientId}
      order by template_id, is_active desc, version desc
    )
    ${text}
    from meant
    join prompt_templates p on p.id = meant.id
    where ${rendersAny}`.execute(tx)
  return rows
}

/** The texts of a client that render anything and that pieces are made by now: those in use, and those of experiments that run. */
export async function listServingTexts(tx: Queryable, clientId: string): Promise<PromptTextRow[]> {
  const { rows } = await sql<PromptTextRow>`
    ${text}
    from prompt_templates p
    where p.client_id = ${clientId} and ${rendersAny} and (p.is_active or exists (
      select from experiments e
      join experiment_variants v on v.experiment_id = e.id
      where e.template_id = p.template_id and e.state = 'running' and v.version = p.version))
    order by p.name, p.template_id, p.version`.execute(tx)
  return rows
}

export interface LineagePromptRow {
  template_id: string
  version: number
  name: string
  content_type: ContentTypeOrAny
  client_id: string
  client_name: string
  /** 0 for the client's own. */
  depth: number
  created_at: Date
  /** Whether those below its client may read it. */
  open_below: boolean
}

/** Every prompt in use of a client and of those above it, the nearest first. Empty when the client is not visible. */
export async function lineagePrompts(tx: Queryable, clientId: string): Promise<LineagePromptRow[]> {
  const { rows } = await sql<LineagePromptRow>`select * from app.lineage_prompts(${clientId})`.execute(tx)
  return rows
}

/** Names of those who made versions of a client's prompts or moved their labels, by actor. Who has left is missing. */
export async function promptAuthors(tx: Queryable, clientId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ actor: string; name: string }>`
    select actor, name from app.prompt_authors(${clientId})`.execute(tx)
  return new Map(rows.map(({ actor, name }) => [actor, name]))
}
