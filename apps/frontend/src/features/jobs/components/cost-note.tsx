import { isFinal, type Job } from '@hg/contracts'
import Link from 'next/link'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { formatCount, formatUsd } from '#lib/format.ts'
import { MarginNote } from './margin-note.tsx'

/** What the piece cost, and the tokens it took; while it runs, what it may cost at most. */
export function CostNote({ job }: { job: Job }) {
  const estimated = job.attempts.some((attempt) => attempt.cost_estimated)
  return (
    <MarginNote title="Cost" aside={estimated && 'partly estimated'}>
      <DescriptionList
        layout="figures"
        rows={[
          !isFinal(job.status) && ['Estimate, at most', formatUsd(job.reserved_usd)],
          [
            isFinal(job.status) ? 'Charged' : 'Charged so far',
            <strong key="cost" className="font-medium">
              {formatUsd(job.estimated_cost ?? (isFinal(job.status) ? '0' : null))}
            </strong>,
          ],
          ['Tokens in', formatCount(job.input_tokens)],
          ['Tokens out', formatCount(job.output_tokens)],
        ]}
      />
      <Link
        href={`/jobs/${job.id}/receipt`}
        className="mt-3 inline-block py-1 text-sm text-accent underline underline-offset-2"
      >
        Receipt
      </Link>
    </MarginNote>
  )
}
