import type { Usage, UsageFigures, UsageQuery } from '@hg/contracts'
import { localToday, type Queryable, type UsageRow, usageBy, withTenant } from '@hg/db'
import { requireRole } from '@hg/http'
import { sumUsd } from '@hg/llm'
import { AppError, type Context } from '@hg/runtime'
import type { CpmDeps } from '../deps.ts'
import { trimDecimal } from '../jobs/trim-decimal.ts'

const usualDays = 30

/**
 * What a client and everything below it used.
 *
 * @throws {AppError} `not_found`, `invalid_request`
 */
export async function getUsage(deps: Pick<CpmDeps, 'db'>, ctx: Context, query: UsageQuery): Promise<Usage> {
  const { client_id, group_by } = query
  const read = async (tx: Queryable): Promise<Usage> => {
    await requireRole(tx, client_id, 'viewer', 'client')
    const to = query.to ?? (await localToday(tx, client_id))
    const from = query.from ?? daysBefore(to, usualDays - 1)
    if (from > to) {
      throw new AppError('invalid_request', undefined, {
        fields: [{ path: 'from', message: `must not be after ${to}` }],
      })
    }
    const rows = await usageBy(tx, { clientId: client_id, from, to, groupBy: group_by })
    const items = rows.map((row) => ({ key: row.key, label: row.label ?? row.key, ...figuresOf(row) }))
    return { client_id, from, to, group_by, items, total: totalOf(items) }
  }
  return withTenant(deps.db, ctx.actor, read, { snapshot: true })
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)
}

function figuresOf(row: UsageRow): UsageFigures {
  return {
    jobs: Number(row.jobs),
    cached_jobs: Number(row.cached_jobs),
    attempts: Number(row.attempts),
    input_tokens: Number(row.input_tokens),
    output_tokens: Number(row.output_tokens),
    cached_input_tokens: Number(row.cached_input_tokens),
    cache_write_tokens: Number(row.cache_write_tokens),
    reasoning_tokens: Number(row.reasoning_tokens),
    cost_usd: trimDecimal(row.cost_usd),
    estimated_usd: trimDecimal(row.estimated_usd),
  }
}

function totalOf(items: UsageFigures[]): UsageFigures {
  const sum = (of: (figures: UsageFigures) => number) => items.reduce((total, item) => total + of(item), 0)
  return {
    jobs: sum(({ jobs }) => jobs),
    cached_jobs: sum(({ cached_jobs }) => cached_jobs),
    attempts: sum(({ attempts }) => attempts),
    input_tokens: sum(({ input_tokens }) => input_tokens),
    output_tokens: sum(({ output_tokens }) => output_tokens),
    cached_input_tokens: sum(({ cached_input_tokens }) => cached_input_tokens),
    cache_write_tokens: sum(({ cache_write_tokens }) => cache_write_tokens),
    reasoning_tokens: sum(({ reasoning_tokens }) => reasoning_tokens),
    cost_usd: sumUsd(items.map(({ cost_usd }) => cost_usd)),
    estimated_usd: sumUsd(items.map(({ estimated_usd }) => estimated_usd)),
  }
}
