import { maxTestBriefs, type TestBrief, testBriefKey, type TestSetInput } from '@hg/contracts'
import { briefsOfJobs, type Queryable, type TestSetText, violates } from '@hg/db'
import { AppError } from '@hg/runtime'

/**
 * What a test set is to say: the briefs that were given, and behind them those of the pieces that were chosen, each once. What was
 * taken from a piece of a client below goes on saying so.
 *
 * @param before the briefs that it has now
 * @throws {AppError} `unprocessable` for pieces that are neither the client's nor of one below it or have no texts any more, and for none
 *   or too many briefs
 */
export async function toText(
  tx: Queryable,
  clientId: string,
  input: TestSetInput,
  before: readonly TestBrief[] = [],
): Promise<TestSetText> {
  const { name, content_type, job_ids = [] } = input
  const briefs = input.briefs.map((brief) => withSource(brief, before))
  await requireSources(tx, clientId, briefs)
  const imported = job_ids.length > 0 ? await briefsOfJobs(tx, clientId, job_ids) : []
  const found = new Set(imported.map(({ id }) => id))
  const missing = job_ids.flatMap((id, index) =>
    found.has(id)
      ? []
      : [
          {
            path: `job_ids.${index}`,
            message: 'must be a piece of this client, or of one below it, whose text is still there',
          },
        ],
  )
  if (missing.length > 0) throw new AppError('unprocessable', undefined, { fields: missing })
  const all = new Map<string, TestBrief>()
  for (const brief of [...briefs, ...imported.map((one) => one.brief)]) all.set(testBriefKey(brief), brief)
  if (all.size === 0) throw refused('must have at least 1 brief')
  if (all.size > maxTestBriefs)
    throw refused(`must have at most ${maxTestBriefs} briefs, with those of the chosen pieces`)
  return { name, content_type, briefs: [...all.values()] }
}

/** Words that were taken from somebody stay taken, also where a caller leaves that out. */
function withSource(brief: TestBrief, before: readonly TestBrief[]): TestBrief {
  const key = testBriefKey(brief)
  const taken_from = brief.taken_from ?? before.find((one) => testBriefKey(one) === key)?.taken_from
  return { ...brief, ...(taken_from && { taken_from }) }
}

/** What was taken from a piece is kept as long as the piece's text is there, and its client below: not written back behind that. */
async function requireSources(tx: Queryable, clientId: string, briefs: readonly TestBrief[]): Promise<void> {
  const ids = briefs.flatMap(({ taken_from }) => (taken_from ? [taken_from.job_id] : []))
  if (ids.length === 0) return
  const there = await briefsOfJobs(tx, clientId, ids)
  const fields = briefs.flatMap(({ taken_from: from }, index) =>
    !from || there.some(({ id, client_id }) => id === from.job_id && client_id === from.client_id)
      ? []
      : [
          {
            path: `briefs.${index}.topic`,
            message: 'was taken from a piece whose text is gone, or whose client is not below any more: remove it',
          },
        ],
  )
  if (fields.length > 0) throw new AppError('unprocessable', undefined, { fields })
}

/** What the audit says of a test set: of briefs that were taken from other clients' pieces no words, which go with those. */
export function auditedText({ name, content_type, briefs }: TestSetText): object {
  return { name, content_type, briefs: briefs.map(({ taken_from, ...own }) => (taken_from ? { taken_from } : own)) }
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
