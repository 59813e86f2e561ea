import type { Client, JobSummary } from '@hg/contracts'
import { createColumnHelper, tableFeatures } from '@tanstack/react-table'
import Link from 'next/link'
import { formatCount, formatScore, formatUsd } from '#lib/format.ts'
import { contentTypeLabels, providerLabels } from '#lib/labels.ts'
import { Age } from './age.tsx'
import { StatusMark } from './status-mark.tsx'

/** A job with what the table says of it besides its own record. */
export interface JobRow {
  job: JobSummary
  client: Client | undefined
  /** True where pieces of several clients stand together. */
  withClient: boolean
  nowMs: number
}

/** The service filters, sorts and pages; the table only lays out. */
export const jobFeatures = tableFeatures({})
const column = createColumnHelper<typeof jobFeatures, JobRow>()

const piece = column.display({
  id: 'title',
  header: 'Piece',
  cell: ({ row }) => {
    const { job, client, withClient } = row.original
    return (
      <>
        <JobLink job={job} className="line-clamp-2 max-w-[64ch] font-medium" />
        <span className="text-sm text-ink-3">
          {contentTypeLabels[job.content_type]}
          {withClient && client && ` for ${client.name}`}
        </span>
      </>
    )
  },
})

const rest = [
  column.display({
    id: 'status',
    header: 'Status',
    cell: ({ row }) => <StatusMark status={row.original.job.status} />,
  }),
  column.display({
    id: 'model',
    header: 'Written by',
    cell: ({ row }) => <Writer job={row.original.job} />,
  }),
  column.display({ id: 'score', header: 'Score', cell: ({ row }) => formatScore(row.original.job.quality_score) }),
  column.display({ id: 'words', header: 'Words', cell: ({ row }) => formatCount(row.original.job.word_count) }),
  column.display({ id: 'cost', header: 'Cost', cell: ({ row }) => formatUsd(row.original.job.estimated_cost) }),
  column.display({
    id: 'age',
    header: 'Age',
    cell: ({ row }) => <Age at={row.original.job.created_at} nowMs={row.original.nowMs} />,
  }),
]

/** Fixed widths, so that nothing jumps when a live row changes; what there is no room for is left out. */
export const columnLooks: Record<string, string> = {
  title: '',
  status: 'w-32',
  model: 'hidden w-44 xl:table-cell',
  score: 'figures w-16 text-right',
  words: 'figures hidden w-20 text-right xl:table-cell',
  cost: 'figures w-24 text-right',
  age: 'figures w-22 text-right',
}

export const jobColumns = column.columns([piece, ...rest])

/** The way to a job: its title, or what was asked for while it has none. Its whole row answers to the click. */
export function JobLink({ job, className }: { job: JobSummary; className?: string }) {
  return (
    <Link href={`/jobs/${job.id}`} prefetch={false} className={className}>
      <span className="absolute inset-0" aria-hidden />
      {job.title ?? job.topic}
    </Link>
  )
}

/** Who wrote a piece, once that is settled. */
export function Writer({ job }: { job: JobSummary }) {
  if (job.provider_model === null) return <span className="text-ink-3">–</span>
  return (
    <span className="block text-ink-2">
      <span className="block">{providerLabels[job.llm_provider]}</span>
      <span className="block truncate font-mono text-xs text-ink-3">{job.provider_model}</span>
    </span>
  )
}
