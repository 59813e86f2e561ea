import { maxTestBriefs, type TestBrief, testBriefKey, type TestSetInput } from '@hg/contracts'
import { briefsOfJobs, type Queryable, type TestSetText, violates } from '@hg/db'
import { AppError } from '@hg/runtime'

/**
 * What a test set is to say: the briefs that were given, and behind them those of the pieces that were chosen, each once.
 *
 * @throws {AppError} `unprocessable` for pieces that are not the client's or have no texts any more, and for none or too many briefs
 */
export async function toText(tx: Queryable, clientId: string, input: TestSetInput): Promise<TestSetText> {
  const { name, content_type, briefs, job_ids = [] } = input
  const imported = job_ids.length > 0 ? await briefsOfJobs(tx, clientId, job_ids) : []
  const found = new Set(imported.map(({ id }) => id))
  const missing = job_ids.flatMap((id, index) =>
    found.has(id)
      ? []
      : [{ path: `job_ids.${index}`, message: 'must be a piece of this client whose text is still there' }],
  )
  if (missing.length > 0) throw new AppError('unprocessable', undefined, { fields: missing })
  const all = new Map<string, TestBrief>()
  for (const brief of [...briefs, ...imported.map((one) => one.brief)]) all.set(testBriefKey(brief), brief)
  if (all.size === 0) throw refused('must have at least 1 brief')
  if (all.size > maxTestBriefs)
    throw refused(`must have at most ${maxTestBriefs} briefs, with those of the chosen pieces`)
  return { name, content_type, briefs: [...all.values()] }
}

function refused(message: string): AppError {
  return new AppError('unprocessable', undefined, { fields: [{ path: 'briefs', message }] })
}

/** A taken name, in the caller's terms; everything else as it is. */
export function toRefusal(error: unknown): unknown {
  if (!violates(error, 'test_sets_name')) return error
  const fields = [{ path: 'name', message: 'is the name of another test set of this client' }]
  return new AppError('conflict', 'The client has a test set of this name.', { fields, cause: error })
}
