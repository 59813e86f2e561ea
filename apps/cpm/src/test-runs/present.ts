import type { TestedPiece, TestRun } from '@hg/contracts'
import type { TestedJobRow, TestRunRow } from '@hg/db'
import { presentBatch } from '../batches/present.ts'
import { trimDecimal } from '../jobs/trim-decimal.ts'

/** A run with its batch and its means. */
export function presentTestRun(row: TestRunRow, now: Date): TestRun {
  const { written, mean_score, pass_rate, mean_cost_usd, mean_seconds, mean_input_tokens, mean_output_tokens } = row
  return {
    batch: presentBatch(row, now),
    test_set_version: row.test_set_version,
    template: { id: row.template_id, version: row.template_version, name: row.template_name },
    figures: {
      ...{ written, mean_score, pass_rate, mean_seconds, mean_input_tokens, mean_output_tokens },
      mean_cost_usd: mean_cost_usd === null ? null : trimDecimal(mean_cost_usd),
    },
  }
}

/** What a run made of one brief. */
export function presentTestedPiece(row: TestedJobRow): TestedPiece {
  const { result } = row
  return {
    job_id: row.id,
    status: row.status,
    title: result?.title ?? null,
    content: result?.content ?? null,
    meta_description: result?.meta_description ?? null,
    word_count: row.word_count,
    score: result?.quality.score ?? null,
    passed: result?.quality.passed ?? null,
    failed_checks: result?.quality.checks.filter(({ passed }) => !passed) ?? [],
    error_message: row.error_message,
    cost_usd: row.spent === null ? null : trimDecimal(row.spent),
    seconds: row.seconds,
    input_tokens: row.input_tokens,
    output_tokens: row.output_tokens,
  }
}
