'use client'

import { type Batch, jobStatus, type JobStatus } from '@hg/contracts'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { JobTable } from '#features/jobs/components/job-table.tsx'
import { cn } from '#lib/cn.ts'
import { statusLabels } from '#lib/labels.ts'
import { useNow } from '#lib/use-now.ts'
import { getJobsPollMs } from '../poll.ts'
import { batchJobsQuery } from '../get-batch-jobs.ts'

/** The pieces of a batch in the order in which they were asked for, as many as one wants to see. */
export function BatchPieces({ batch }: { batch: Batch }) {
  const [status, setStatus] = useState<JobStatus | null>(null)
  const nowMs = useNow(10_000)
  const query = useInfiniteQuery({ ...batchJobsQuery(batch.id, status), refetchInterval: getJobsPollMs(batch) })
  return (
    <section aria-label="Pieces" className="mt-8">
      <div role="group" aria-label="Show" className="mb-3 flex flex-wrap gap-1">
        {[null, ...jobStatus.options].map((one) => (
          <Button
            key={one ?? 'all'}
            size="sm"
            look="quiet"
            aria-pressed={status === one}
            className={cn(status === one && 'bg-hover text-ink')}
            onClick={() => setStatus(one)}
          >
            {one === null ? 'All' : statusLabels[one]}
          </Button>
        ))}
      </div>
      <Loaded query={query} what="the pieces" shape="rows">
        {(jobs) =>
          jobs.length === 0 ? (
            <Blank
              role="status"
              title="Nothing here"
              action={<Button onClick={() => setStatus(null)}>Show all</Button>}
            >
              No piece of this batch is in this state.
            </Blank>
          ) : (
            <>
              <JobTable
                rows={jobs.map((job) => ({ job, client: undefined, withClient: false, nowMs }))}
                stale={false}
              />
              <ShowMore query={query} count={jobs.length} one="piece" />
            </>
          )
        }
      </Loaded>
    </section>
  )
}
