import { type Client, isModelAskedFor, type JobSummary } from '@hg/contracts'
import { type Column, RowLink } from '#components/ui/data-table.tsx'
import { formatCount, formatScore, formatUsd } from '#lib/format.ts'
import { contentTypeLabels, providerLabels } from '#lib/labels.ts'
import { Age, Minute } from '#components/ui/age.tsx'
import type { ReactNode } from 'react'
import type { RowChoice } from '../choice.ts'
import { ChooseBox } from './choose-box.tsx'
import { startsAt } from '../starts-at.ts'
import { StatusMark } from './status-mark.tsx'

/** A job with what the table says of it besides its own record. */
export interface JobRow {
  job: JobSummary
  client: Client | undefined
  /** True where pieces of several clients stand together. */
  withClient: boolean
  nowMs: number
  /** Where rows can be chosen. */
  choice?: RowChoice
}

/** Fixed widths, so that nothing jumps when a live row changes; what there is no room for is left out. */
export const jobColumns: Column<JobRow>[] = [
  {
    id: 'title',
    header: 'Piece',
    cell: ({ job, client, withClient, choice }) => (
      <Chosen job={job} choice={choice}>
        <JobLink job={job} className="line-clamp-2 max-w-[64ch] font-medium" />
        <span className="text-sm text-ink-3">
          {contentTypeLabels[job.content_type]}
          {job.is_trial && ', a trial'}
          {withClient && client && ` for ${client.name}`}
        </span>
      </Chosen>
    ),
  },
  { id: 'status', header: 'Status', look: 'w-32', cell: (row) => <StatusCell {...row} /> },
  { id: 'model', header: 'Written by', look: 'hidden w-44 xl:table-cell', cell: ({ job }) => <Writer job={job} /> },
  { id: 'score', header: 'Score', look: 'figures w-16 text-right', cell: ({ job }) => formatScore(job.quality_score) },
  {
    id: 'words',
    header: 'Words',
    look: 'figures hidden w-20 text-right xl:table-cell',
    cell: ({ job }) => formatCount(job.word_count),
  },
  { id: 'cost', header: 'Cost', look: 'figures w-24 text-right', cell: ({ job }) => formatUsd(job.estimated_cost) },
  {
    id: 'age',
    header: 'Age',
    look: 'figures w-22 text-right',
    cell: ({ job, nowMs }) => <Age at={job.created_at} nowMs={nowMs} />,
  },
]

/** A row's first cell, with its box where rows can be chosen. */
export function Chosen(props: { job: JobSummary; choice: RowChoice | undefined; children: ReactNode }) {
  const { job, choice, children } = props
  if (!choice) return children
  return (
    <div className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-3">
      <ChooseBox choice={choice} name={job.title ?? job.topic} />
      <div className="min-w-0">{children}</div>
    </div>
  )
}

/** The state, and when a piece that waits for its time will begin. */
export function StatusCell({ job, nowMs }: Pick<JobRow, 'job' | 'nowMs'>) {
  const starts = startsAt(job, nowMs)
  return (
    <>
      <StatusMark status={job.status} scheduled={starts !== null} waitsFor={job.waits_for} />
      {starts !== null && (
        <span className="block text-xs text-ink-3">
          from <Minute at={starts} />
        </span>
      )}
    </>
  )
}

/** The way to a job: its title, or what was asked for while it has none. */
export function JobLink({ job, className }: { job: JobSummary; className?: string }) {
  return (
    <RowLink href={`/jobs/${job.id}`} {...(className ? { className } : {})}>
      {job.title ?? job.topic}
    </RowLink>
  )
}

/** Who wrote a piece, once that is settled, and whether in place of what was asked for. */
export function Writer({ job }: { job: JobSummary }) {
  const { provider_model: used, requested_model: requested } = job
  if (used === null) return <span className="text-ink-3">–</span>
  const isAnother = requested !== null && !isModelAskedFor(requested, used)
  return (
    <span className="block text-ink-2">
      <span className="block truncate" title={isAnother ? `In place of ${requested}` : undefined}>
        {providerLabels[job.llm_provider]}
        {isAnother && <span className="text-ink-3"> instead</span>}
      </span>
      <span className="block truncate font-mono text-xs text-ink-3">{used}</span>
    </span>
  )
}
