'use client'

import type { Client } from '@hg/contracts'
import { Button } from '#components/ui/button.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { ApiError } from '#lib/api.ts'
import { plural } from '#lib/format.ts'
import { useDebounced } from '#lib/use-debounced.ts'
import { useNow } from '#lib/use-now.ts'
import { hasDescendants } from '#features/clients/tree.ts'
import { useJobs } from '../get-jobs.ts'
import { useListFilters } from '../list-filters.ts'
import { useWatchJobs } from '../watch-jobs.ts'
import { JobFilters } from './job-filters.tsx'
import { JobPager } from './job-pager.tsx'
import { JobTable } from './job-table.tsx'
import { LiveMark } from './live-mark.tsx'
import { NewContentButton } from './new-content-button.tsx'

const pollMs = 10_000

/** A client's content, live, with its filters and pages. */
export function JobList({ client, clients }: { client: Client; clients: Client[] }) {
  const [filters, setFilters] = useListFilters()
  const stream = useWatchJobs(client.id)
  const nowMs = useNow(10_000)
  const q = useDebounced(filters.q, 250)
  const { data, error, refetch, isFetching, isPlaceholderData } = useJobs(
    { clientId: client.id, status: filters.status, contentType: filters.type, q, cursor: filters.cursor },
    { pollMs: stream === 'open' ? false : pollMs },
  )
  const filtered = filters.q.trim() !== '' || filters.status !== null || filters.type !== null
  const withClient = hasDescendants(clients, client.id)
  const byId = new Map(clients.map((other) => [other.id, other]))
  const rows = data?.items.map((job) => ({ job, client: byId.get(job.client_id), withClient, nowMs })) ?? []

  return (
    <section aria-label="Content" aria-busy={!data && !error} className="mt-6">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 pb-3">
        <JobFilters filters={filters} setFilters={setFilters} />
        <LiveMark state={stream} />
      </div>
      {error && data && (
        <Notice tone="caution" role="alert" title="This list may be out of date" className="mb-3">
          <p>{error.message}</p>
        </Notice>
      )}
      {!data && !error && <Loading />}
      {!data && error && <Failed error={error as ApiError} busy={isFetching} onRetry={() => void refetch()} />}
      {data && rows.length > 0 && (
        <>
          <p role="status" className="sr-only">
            {plural(rows.length, 'piece')} on this page
          </p>
          <JobTable rows={rows} stale={isPlaceholderData} />
        </>
      )}
      {data &&
        rows.length === 0 &&
        (filtered || filters.cursor ? <NoMatch onClear={() => void setFilters(null)} /> : <Nothing client={client} />)}
      {data && (
        <JobPager
          key={`${client.id}${filters.status}${filters.type}${filters.q}`}
          cursor={filters.cursor}
          next={data.next_cursor}
          onCursor={(cursor) => void setFilters({ cursor }, { history: 'push', scroll: true })}
        />
      )}
    </section>
  )
}

function Loading() {
  return (
    <div role="status" className="border-t border-rule-2">
      <span className="sr-only">Loading content</span>
      {[72, 56, 64, 48, 68, 52].map((percent, index) => (
        <div key={index} className="flex items-center gap-8 border-b py-4">
          <span className="flex-1">
            <span className="block max-w-md" style={{ width: `${percent}%` }}>
              <Skeleton />
            </span>
            <Skeleton className="mt-2 h-3 w-20" />
          </span>
          <Skeleton className="w-20" />
          <Skeleton className="hidden w-24 md:block" />
          <Skeleton className="hidden w-14 md:block" />
        </div>
      ))}
    </div>
  )
}

function Failed({ error, busy, onRetry }: { error: ApiError; busy: boolean; onRetry: () => void }) {
  return (
    <Blank
      role="alert"
      title="The content could not be loaded"
      action={
        <Button busy={busy} onClick={onRetry}>
          Try again
        </Button>
      }
    >
      <p>{error.message}</p>
      {error.requestId && <p className="mt-2 font-mono text-xs text-ink-3">Request {error.requestId}</p>}
    </Blank>
  )
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <Blank role="status" title="Nothing matches" action={<Button onClick={onClear}>Show everything</Button>}>
      No piece fits these filters.
    </Blank>
  )
}

function Nothing({ client }: { client: Client }) {
  return (
    <Blank role="status" title="Nothing written yet" action={<NewContentButton client={client} />}>
      The first piece for {client.name} will appear here while it is being written.
    </Blank>
  )
}
