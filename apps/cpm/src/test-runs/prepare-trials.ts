import type { AcceptedRequest, PromptVariables, TestBrief, TestRunRequest } from '@hg/contracts'
import type { TestSetRow } from '@hg/db'
import type { Context } from '@hg/runtime'
import { asGiven, type PreparedRow, prepareRows } from '../batches/prepare.ts'
import type { CpmDeps } from '../deps.ts'
import { findServingPrompt } from '../jobs/prompt-needs.ts'

/**
 * The pieces of a run, one for each brief. A brief may say something of variables that other versions take: each version is given
 * what it takes, and the trial notes all that was said, by which it is compared.
 *
 * @throws {AppError} what preparing a batch throws
 */
export async function prepareTrials(
  deps: CpmDeps,
  ctx: Context,
  set: TestSetRow,
  input: TestRunRequest,
): Promise<{ rows: PreparedRow[]; templateName: string }> {
  const { template_id, template_version, llm } = input
  const of = { content_type: set.content_type, template_id, template_version }
  const { serves } = await findServingPrompt(deps, ctx, { client_id: set.client_id, ...of })
  const briefs = set.briefs.map((brief) => toGiven(brief, serves?.variables ?? {}))
  const rows = await prepareRows(deps, ctx, {
    clientId: set.client_id,
    defaults: { ...of, llm, cache: 'bypass' },
    items: asGiven(briefs.map(({ item }) => item)),
    trial: { test_set_id: set.id },
  })
  return {
    rows: rows.map((row, index) => noting(row, { test_set_id: set.id, ...briefs[index]?.note })),
    templateName: serves?.name ?? '',
  }
}

type Note = Omit<NonNullable<AcceptedRequest['trial']>, 'test_set_id'>

/** What a piece is asked for with, and what is noted of its brief beside that. */
function toGiven(
  { taken_from, variables, ...brief }: TestBrief,
  { properties = {} }: PromptVariables,
): { item: Omit<TestBrief, 'taken_from'>; note: Note } {
  // What is written from another client's words goes with them.
  const source = taken_from && { taken_from }
  const said = Object.entries(variables ?? {})
  const taken = said.filter(([name]) => Object.hasOwn(properties, name))
  return {
    item: { ...brief, ...(taken.length > 0 && { variables: Object.fromEntries(taken) }) },
    note: { ...source, ...(taken.length < said.length && variables && { variables }) },
  }
}

function noting(row: PreparedRow, trial: NonNullable<AcceptedRequest['trial']>): PreparedRow {
  return row.piece ? { ...row, piece: { ...row.piece, request: { ...row.piece.request, trial } } } : row
}
