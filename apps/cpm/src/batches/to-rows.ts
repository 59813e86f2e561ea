import type { BatchPreview } from '@hg/contracts'
import { sumUsd } from '@hg/llm'
import { AppError } from '@hg/runtime'
import { trimDecimal } from '../jobs/trim-decimal.ts'
import type { PreparedPiece, PreparedRow } from './prepare.ts'

/**
 * The pieces of rows that are all in order.
 *
 * @throws {AppError} listing all errors of all rows; with their common code, or `unprocessable`
 */
export function requirePieces(rows: PreparedRow[]): PreparedPiece[] {
  const refusals = rows.flatMap((row) => row.refusals)
  const [first] = refusals
  if (first) {
    const code = refusals.every((one) => one.code === first.code) ? first.code : 'unprocessable'
    const wrong = rows.filter((row) => row.refusals.length > 0).length
    throw new AppError(code, `${wrong} of ${rows.length} items are not in order; nothing was accepted.`, {
      fields: refusals.map((one) => one.field),
    })
  }
  return rows.flatMap((row) => row.piece ?? [])
}

/** What would come of a batch, row by row. */
export function presentPreview(rows: PreparedRow[]): BatchPreview {
  const presented = rows.map(({ item, topic, piece, refusals }, index) => ({
    row: index + 1,
    content_type: item?.content_type ?? null,
    topic,
    keywords: piece?.request.keywords ?? item?.keywords ?? [],
    estimated_cost_usd: piece ? trimDecimal(piece.forecast.highUsd) : null,
    low_usd: piece ? trimDecimal(piece.forecast.lowUsd) : null,
    expected_usd: piece ? trimDecimal(piece.forecast.expectedUsd) : null,
    errors: refusals.map((one) => one.field),
  }))
  const sum = (of: (forecast: PreparedPiece['forecast']) => string) =>
    trimDecimal(sumUsd(rows.flatMap(({ piece }) => (piece ? [of(piece.forecast)] : []))))
  return {
    rows: presented,
    errors: presented.filter((row) => row.errors.length > 0).length,
    estimated_cost_usd: sum(({ highUsd }) => highUsd),
    low_usd: sum(({ lowUsd }) => lowUsd),
    expected_usd: sum(({ expectedUsd }) => expectedUsd),
    at_batch_price: rows.filter(({ piece }) => piece?.forecast.atBatchPrice).length,
  }
}
