import type { ContentType } from '@hg/contracts'
import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface PromptOutcomeRow {
  template_id: string
  version: number
  /** Of sums over all time: null for those by day or week, and the other way round. */
  content_type: ContentType | null
  at: string | null
  uses: number
  completed: number
  failed: number
  cancelled: number
  success_rate: number | null
  mean_score: number | null
  pass_rate: number | null
  cost_usd: string
  cost_per_piece_usd: string | null
  input_tokens: number
  output_tokens: number
  mean_prompt_tokens: number | null
  mean_tokens_saved: number | null
  tokens_saved: number
  mean_seconds: number | null
  last_id: string
}

export interface PromptReactionRow {
  template_id: string
  version: number
  content_type: ContentType
  good: number
  bad: number
  edited: number
}

export interface PromptOutcomeFilter {
  clientId: string
  templateId?: string | undefined
  from?: string | undefined
  to?: string | undefined
}

const lowestId = '00000000-0000-0000-0000-000000000000'
const highestId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

const bounds = ({ clientId, templateId, from, to }: PromptOutcomeFilter) => sql`
  ${clientId}, ${templateId ?? null},
  coalesce(app.uuid_floor(${from ?? null}::timestamptz), ${lowestId}),
  coalesce(app.uuid_floor(${to ?? null}::timestamptz), ${highestId})`

/**
 * What the versions of templates produced for a client and all below it, trials left out: by version and content type, the most
 * used first; and by version and day or week, in order. The index `jobs_prompt_outcomes` answers without the pieces' texts.
 * Nothing for a client that is not the actor's to see.
 */
export async function promptOutcomes(
  tx: Queryable,
  filter: PromptOutcomeFilter & { group: 'day' | 'week' },
): Promise<PromptOutcomeRow[]> {
  const { rows } = await sql<PromptOutcomeRow>`
    select template_id, version, content_type, to_char(at, 'YYYY-MM-DD') as at,
      sum(pieces)::int as uses,
      coalesce(sum(pieces) filter (where status = 'completed'), 0)::int as completed,
      coalesce(sum(pieces) filter (where status = 'failed'), 0)::int as failed,
      coalesce(sum(pieces) filter (where status = 'cancelled'), 0)::int as cancelled,
      (coalesce(sum(pieces) filter (where status = 'completed'), 0)
        / nullif(sum(pieces) filter (where status in ('completed', 'failed')), 0))::float8 as success_rate,
      (sum(score) / nullif(sum(scored), 0))::float8 as mean_score,
      (coalesce(sum(pieces) filter (where passed), 0)
        / nullif(sum(pieces) filter (where passed is not null), 0))::float8 as pass_rate,
      coalesce(sum(cost), 0)::text as cost_usd,
      round(sum(cost) / nullif(sum(pieces) filter (where status = 'completed'), 0), 10)::text as cost_per_piece_usd,
      coalesce(sum(input_tokens), 0)::float8 as input_tokens,
      coalesce(sum(output_tokens), 0)::float8 as output_tokens,
      (sum(prompt_tokens) / nullif(sum(measured), 0))::float8 as mean_prompt_tokens,
      (sum(prompt_tokens_saved) / nullif(sum(measured), 0))::float8 as mean_tokens_saved,
      coalesce(sum(prompt_tokens_saved), 0)::float8 as tokens_saved,
      (sum(seconds) / nullif(sum(timed), 0))::float8 as mean_seconds,
      max(last_id) as last_id
    from (
      select o.*, date_trunc(${filter.group}, o.day)::date as at from app.prompt_outcomes(${bounds(filter)}) o
    ) outcomes
    group by grouping sets ((template_id, version, content_type), (template_id, version, at))
    order by at nulls first, sum(pieces) desc, template_id, version desc, content_type`.execute(tx)
  return rows
}

/** What was said of the same pieces, and how many were edited. Versions that nobody reacted to are missing. */
export async function promptReactions(tx: Queryable, filter: PromptOutcomeFilter): Promise<PromptReactionRow[]> {
  const { rows } = await sql<PromptReactionRow>`
    select template_id, version, content_type, good::int as good, bad::int as bad, edited::int as edited
    from app.prompt_reactions(${bounds(filter)})`.execute(tx)
  return rows
}

/**
 * What templates are called: by their rows as far as the actor may read them, or else as the named one of their pieces was told.
 *
 * @param pieces the id of a piece for each template
 */
export async function promptNames(tx: Queryable, pieces: Map<string, string>): Promise<Map<string, string>> {
  if (pieces.size === 0) return new Map()
  const { rows } = await sql<{ template_id: string; name: string }>`
    select asked.template_id, coalesce(p.name, j.template_name) as name
    from unnest(${[...pieces.keys()]}::uuid[], ${[...pieces.values()]}::uuid[]) as asked (template_id, job_id)
    left join prompt_templates p on p.template_id = asked.template_id and p.version = 1
    left join jobs j on j.id = asked.job_id
    where coalesce(p.name, j.template_name) is not null`.execute(tx)
  return new Map(rows.map(({ template_id, name }) => [template_id, name]))
}
