import { formatScore, formatUsd } from '#lib/format.ts'
import { contentTypeLabels } from '#lib/labels.ts'
import { Age } from '#components/ui/age.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { Chosen, jobColumns, JobLink, type JobRow, StatusCell } from './job-columns.tsx'

/** Jobs as a table; on small screens, as a list of the same rows. */
export function JobTable({ rows, stale }: { rows: JobRow[]; stale: boolean }) {
  return (
    <DataTable
      caption="Content"
      columns={jobColumns}
      rows={rows}
      rowKey={(row) => row.job.id}
      item={(row) => <JobItem {...row} />}
      stale={stale}
    />
  )
}

function JobItem({ job, client, nowMs, withClient, choice }: JobRow) {
  return (
    <Chosen job={job} choice={choice}>
      <JobLink job={job} className="line-clamp-3 text-md leading-snug font-medium" />
      <p className="mt-0.5 text-sm text-ink-3">
        {contentTypeLabels[job.content_type]}
        {job.is_trial && ', a trial'}
        {withClient && client && ` for ${client.name}`}
      </p>
      <p className="mt-2 flex items-center gap-4 text-sm">
        <span className="mr-auto">
          <StatusCell job={job} nowMs={nowMs} />
        </span>
        {job.quality_score !== null && (
          <span className="figures text-ink-2">Score {formatScore(job.quality_score)}</span>
        )}
        {job.estimated_cost !== null && <span className="figures text-ink-2">{formatUsd(job.estimated_cost)}</span>}
        <span className="text-ink-3">
          <Age at={job.created_at} nowMs={nowMs} />
        </span>
      </p>
    </Chosen>
  )
}
