import type { JobResult } from '@hg/contracts'
import { editedPieces, type EditedPiece, getBatchJobs, type JobRow, latestBatchJobs, withTenant } from '@hg/db'
import type { Context } from '@hg/runtime'
import { stringify } from 'csv-stringify/sync'
import { Readable } from 'node:stream'
import type { CpmDeps } from '../deps.ts'
import { trimDecimal } from '../jobs/trim-decimal.ts'
import { readBatch } from './get.ts'

const columns = [
  'row',
  'job_id',
  'status',
  'content_type',
  'topic',
  'keywords',
  'title',
  'meta_description',
  'content',
  'word_count',
  'quality_score',
  'cost_usd',
  'error_code',
  'error_message',
]

/** How many jobs are read at once: their texts are some 10 kB each. */
const pageSize = 50

/**
 * Everything of a batch as CSV, a row for each of its requests, in their order, with the latest revision
 * of each piece. A cell that a spreadsheet would take for a
 * formula begins with an apostrophe. Should the reading fail midway, the stream breaks off.
 *
 * @throws {AppError} `not_found`
 */
export async function writeResultsCsv(deps: Pick<CpmDeps, 'db'>, ctx: Context, id: string): Promise<Readable> {
  const { client_id: clientId } = await readBatch(deps, ctx, id)
  const latest = await withTenant(deps.db, ctx.actor, (tx) => latestBatchJobs(tx, { id, clientId }))
  async function* lines(): AsyncGenerator<string> {
    // The mark tells spreadsheets that it is UTF-8.
    yield '\uFEFF' + toCsv([columns])
    for (let from = 0; from < latest.length; from += pageSize) {
      const ids = latest.slice(from, from + pageSize).map((job) => job.id)
      const [jobs, edited] = await withTenant(deps.db, ctx.actor, (tx) =>
        Promise.all([getBatchJobs(tx, ids), editedPieces(tx, ids)]),
      )
      yield toCsv(jobs.map((job) => toCells(job, edited.get(job.id))))
    }
  }
  return Readable.from(lines(), { objectMode: false })
}

/** Rows as CSV after RFC 4180. */
export function toCsv(rows: (string | number | null)[][]): string {
  return stringify(rows, { record_delimiter: 'windows', escape_formulas: true })
}

function toCells(job: JobRow, edited: EditedPiece | undefined): (string | number | null)[] {
  const written = job.result as unknown as JobResult | null
  const result = edited ?? written
  const { keywords } = job.parameters as { keywords?: string[] }
  return [
    job.batch_row,
    job.id,
    job.status,
    job.content_type,
    job.topic,
    keywords?.join('|') ?? null,
    result?.title ?? null,
    result?.meta_description ?? null,
    result?.content ?? null,
    result?.word_count ?? null,
    result?.quality.score ?? null,
    job.estimated_cost === null ? null : trimDecimal(job.estimated_cost),
    job.error_code,
    job.error_message,
  ]
}
