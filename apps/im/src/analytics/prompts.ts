import { type PromptAnalytics, type PromptAnalyticsQuery, type PromptFigures, usualPromptGroup } from '@hg/contracts'
import {
  type Database,
  promptNames,
  type PromptOutcomeRow,
  promptOutcomes,
  type PromptReactionRow,
  promptReactions,
  withTenant,
} from '@hg/db'
import { requireRole } from '@hg/http'
import type { Context } from '@hg/runtime'

/**
 * What the versions of templates produced for a client and all below it: pieces, quality, cost, time and what became of them,
 * by version and content type, and over time.
 *
 * @throws {AppError} `not_found` for a client that is not the caller's to see
 */
export async function analysePrompts(
  deps: { db: Database },
  ctx: Context,
  query: PromptAnalyticsQuery,
): Promise<PromptAnalytics> {
  const { client_id, template_id, from, to } = query
  const filter = { clientId: client_id, templateId: template_id, from, to }
  const group = query.group ?? usualPromptGroup(query)
  return withTenant(
    deps.db,
    ctx.actor,
    async (tx) => {
      await requireRole(tx, client_id, 'viewer', 'client')
      const rows = await promptOutcomes(tx, { ...filter, group })
      const reactions = await promptReactions(tx, filter)
      const names = await promptNames(tx, new Map(rows.map((row) => [row.template_id, row.last_id])))
      return {
        ...{ client_id, from: from ?? null, to: to ?? null, group },
        items: rows.flatMap((row) => {
          const { content_type } = row
          if (content_type === null) return []
          return [{ ...versionOf(row, names), content_type, ...figuresOf(row), ...reactionsTo(row, reactions) }]
        }),
        over_time: rows.flatMap((row) => {
          const { template_id, version, at } = row
          return at === null ? [] : [{ template_id, version, at, ...figuresOf(row) }]
        }),
      }
    },
    { snapshot: true },
  )
}

function versionOf({ template_id, version, last_id }: PromptOutcomeRow, names: ReadonlyMap<string, string>) {
  return { template_id, template_name: names.get(template_id) ?? null, version, last_at: momentOf(last_id) }
}

/** The moment within a UUIDv7. */
function momentOf(id: string): string {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toISOString()
}

function figuresOf(row: PromptOutcomeRow): PromptFigures {
  const { uses, completed, failed, cancelled } = row
  return {
    ...{ uses, completed, failed, cancelled, unfinished: uses - completed - failed - cancelled },
    success_rate: row.success_rate,
    mean_score: row.mean_score,
    pass_rate: row.pass_rate,
    cost_usd: row.cost_usd,
    cost_per_piece_usd: row.cost_per_piece_usd,
    input_tokens: row.input_tokens,
    output_tokens: row.output_tokens,
    mean_prompt_tokens: row.mean_prompt_tokens,
    mean_tokens_saved: row.mean_tokens_saved,
    tokens_saved: row.tokens_saved,
    mean_seconds: row.mean_seconds,
  }
}

function reactionsTo(row: PromptOutcomeRow, reactions: PromptReactionRow[]) {
  const found = reactions.find(
    (one) =>
      one.template_id === row.template_id && one.version === row.version && one.content_type === row.content_type,
  )
  const { good = 0, bad = 0, edited = 0 } = found ?? {}
  return { feedback: { good, bad }, edited }
}
