import { type Client, type Job, roleAllows } from '@hg/contracts'
import Link from 'next/link'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { formatUsd } from '#lib/format.ts'
import { failureAdvice } from '#lib/labels.ts'
import { RetryButton } from './retry-button.tsx'

/** What stands where the text would, when there will be none: what happened, what it cost, and what to do next. */
export function JobOutcome({ job, client }: { job: Job; client: Client | undefined }) {
  const again = client && roleAllows(client.role, 'member') && (
    <div className="mt-1 flex flex-wrap gap-2">
      <RetryButton jobId={job.id} client={client} />
      <Button asChild>
        <Link href={`/clients/${client.slug}/new?like=${job.id}`}>Request it again</Link>
      </Button>
    </div>
  )
  if (job.status === 'completed') {
    return (
      <Notice title="The text of this piece was removed" className="max-w-(--measure)">
        <p>It was written, and kept for as long as this client keeps texts. {charged(job)}</p>
        <p>
          When it was written, by what and at which cost is still here; the text, its edits and its checks are gone.
        </p>
      </Notice>
    )
  }
  if (job.status === 'cancelled') {
    return (
      <Notice title="This piece was cancelled" className="max-w-(--measure)">
        <p>
          {job.started_at === null ? 'It had not been begun.' : 'Writing was stopped, and nothing of the text is kept.'}{' '}
          {charged(job)}
        </p>
        <p>
          If it is needed after all, try it again as it was, or request it again: the form will hold the same request.
        </p>
        {again}
      </Notice>
    )
  }
  const advice = failureAdvice[job.error_code ?? 'internal']
  return (
    <Notice tone="danger" role="alert" title="This piece could not be written" className="max-w-(--measure)">
      <p>
        {advice.what} {charged(job)}
      </p>
      <p>{advice.next}</p>
      {job.error_message && <p className="font-mono text-xs wrap-anywhere text-ink-3">{job.error_message}</p>}
      {again}
    </Notice>
  )
}

function charged(job: Job): string {
  const isFree = !job.estimated_cost || !/[1-9]/.test(job.estimated_cost)
  return isFree ? 'Nothing was charged.' : `${formatUsd(job.estimated_cost)} was charged for what the provider did.`
}
