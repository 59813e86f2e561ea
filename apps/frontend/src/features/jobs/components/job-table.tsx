import { useTable } from '@tanstack/react-table'
import { cn } from '#lib/cn.ts'
import { formatScore, formatUsd } from '#lib/format.ts'
import { contentTypeLabels } from '#lib/labels.ts'
import { Age } from './age.tsx'
import { columnLooks, jobColumns, jobFeatures, JobLink, type JobRow } from './job-columns.tsx'
import { StatusMark } from './status-mark.tsx'

/** Jobs as a table; on small screens, as a list of the same rows. */
export function JobTable({ rows, stale }: { rows: JobRow[]; stale: boolean }) {
  const table = useTable({
    features: jobFeatures,
    columns: jobColumns,
    data: rows,
    getRowId: (row) => row.job.id,
  })
  return (
    <div className={cn('transition-opacity duration-150', stale && 'opacity-50')}>
      <table className="hidden w-full table-fixed border-collapse text-left md:table">
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} className="border-b border-rule-2 text-sm text-ink-3">
              {group.headers.map((header) => (
                <th
                  key={header.id}
                  scope="col"
                  className={cn('py-2 pr-5 font-normal last:pr-0', columnLooks[header.column.id])}
                >
                  <table.FlexRender header={header} />
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className="relative border-b align-top hover:bg-sunk">
              {row.getAllCells().map((cell) => (
                <td key={cell.id} className={cn('py-2.5 pr-5 last:pr-0', columnLooks[cell.column.id])}>
                  <table.FlexRender cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="md:hidden">
        {rows.map((row) => (
          <JobItem key={row.job.id} {...row} />
        ))}
      </ul>
    </div>
  )
}

function JobItem({ job, client, nowMs, withClient }: JobRow) {
  return (
    <li className="relative border-b py-3.5">
      <JobLink job={job} className="line-clamp-3 text-md leading-snug font-medium" />
      <p className="mt-0.5 text-sm text-ink-3">
        {contentTypeLabels[job.content_type]}
        {withClient && client && ` for ${client.name}`}
      </p>
      <p className="mt-2 flex items-center gap-4 text-sm">
        <StatusMark status={job.status} className="mr-auto" />
        {job.quality_score !== null && (
          <span className="figures text-ink-2">Score {formatScore(job.quality_score)}</span>
        )}
        {job.estimated_cost !== null && <span className="figures text-ink-2">{formatUsd(job.estimated_cost)}</span>}
        <span className="text-ink-3">
          <Age at={job.created_at} nowMs={nowMs} />
        </span>
      </p>
    </li>
  )
}
