import type { Job, RelatedJob } from '@hg/contracts'
import Link from 'next/link'
import { MarginNote } from './margin-note.tsx'
import { StatusMark } from './status-mark.tsx'

const from = { retry: 'Asked for again after', regenerate: 'Written anew from' }
const into = { retry: 'Asked for again as', regenerate: 'Written anew as' }

/** The batch that a piece is of, which piece it was made from, and which were made from it. Nothing where it stands for itself. */
export function OriginNote({ job }: { job: Job }) {
  const { batch, made_from, made_into, parameters } = job
  if (batch === null && made_from === null && made_into.length === 0) return null
  return (
    <MarginNote title="Related pieces">
      <div className="grid gap-4">
        {batch && (
          <Link
            href={`/batches/${batch.id}`}
            className="text-ink underline decoration-rule-2 underline-offset-4 hover:decoration-ink"
          >
            Row {batch.row} of a batch
          </Link>
        )}
        {made_from && (
          <div>
            <Related job={job} related={made_from} label={from[made_from.relation]} />
            {parameters.rewrite && (
              <blockquote className="mt-2 border-l border-rule-2 pl-2.5 text-sm wrap-anywhere whitespace-pre-line text-ink-2">
                {parameters.rewrite.instructions}
              </blockquote>
            )}
          </div>
        )}
        {made_into.map((related) => (
          <Related key={related.job_id} job={job} related={related} label={into[related.relation]} />
        ))}
      </div>
    </MarginNote>
  )
}

function Related({ job, related, label }: { job: Job; related: RelatedJob; label: string }) {
  return (
    <div>
      <p className="text-sm text-ink-3">{label}</p>
      <Link
        href={`/jobs/${related.job_id}`}
        className="line-clamp-2 text-ink underline decoration-rule-2 underline-offset-4 hover:decoration-ink"
      >
        {related.title ?? job.topic}
      </Link>
      <StatusMark status={related.status} className="mt-1 text-sm" />
    </div>
  )
}
