import {
  type AttemptRow,
  experimentName,
  type FeedbackRow,
  findBatchItem,
  getRevision,
  type JobRow,
  listAttempts,
  listFeedback,
  listRevisions,
  peopleOf,
  type Queryable,
  type RelatedJobRow,
  relatedJobs,
  type RevisionRow,
  type RevisionSummaryRow,
} from '@hg/db'

/** What hangs on a job's row. */
export interface JobParts {
  attempts: AttemptRow[]
  /** The latest edit of its piece; null when nobody has edited it. */
  latest: RevisionRow | null
  /** All of them, the newest first. */
  edits: RevisionSummaryRow[]
  related: RelatedJobRow[]
  /** Its request in a provider's batch, while it is pending; null when it is in none. */
  batchItem: Awaited<ReturnType<typeof findBatchItem>>
  feedback: FeedbackRow[]
  /** Of the experiment that it was given a variant of, where the actor sees the experiment's client. */
  experimentName: string | null
  /** Names, by actor: only read where something names one. */
  people: Map<string, string>
}

/** Reads what hangs on a job's row, as far as the actor may see it. */
export async function readParts(tx: Queryable, row: JobRow): Promise<JobParts> {
  const job = { id: row.id, clientId: row.client_id }
  // Sent together.
  const [attempts, latest, edits, related, feedback, batchItem, name] = await Promise.all([
    listAttempts(tx, row.id),
    row.result === null ? null : getRevision(tx, job),
    row.result === null ? [] : listRevisions(tx, job),
    relatedJobs(tx, row),
    listFeedback(tx, job),
    row.status === 'pending' && row.batch_id !== null ? findBatchItem(tx, job) : null,
    row.experiment_id === null ? null : experimentName(tx, row.experiment_id),
  ])
  const namesSomebody = feedback.length > 0 || edits.length > 0
  const people = namesSomebody ? await peopleOf(tx, row.client_id) : new Map<string, string>()
  return { attempts, latest, edits, related, feedback, batchItem, experimentName: name, people }
}
