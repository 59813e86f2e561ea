import type { TestSet, TestSetSummary } from '@hg/contracts'
import { getTestSet, type Queryable, type TestSetRow, type TestSetSummaryRow } from '@hg/db'
import { notFound } from '@hg/runtime'

/** A test set, for who may see its client. Throws {AppError} `not_found`. */
export async function findTestSet(tx: Queryable, id: string): Promise<TestSetRow> {
  const row = await getTestSet(tx, id)
  if (!row) throw notFound('test set')
  return row
}

export function presentSummary(row: TestSetSummaryRow): TestSetSummary {
  const { id, client_id, name, content_type, version, size, runs } = row
  const [created_at, updated_at] = [row.created_at.toISOString(), row.updated_at.toISOString()]
  return { id, client_id, name, content_type, version, size, runs, created_at, updated_at }
}

export function presentTestSet(row: TestSetRow): TestSet {
  return { ...presentSummary(row), briefs: row.briefs }
}
