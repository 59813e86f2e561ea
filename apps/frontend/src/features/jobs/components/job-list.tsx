'use client'

import type { Client } from '@hg/contracts'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Failed } from '#components/ui/failed.tsx'
import { Loading } from '#components/ui/loading.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { plural } from '#lib/format.ts'
import { useDebounced } from '#lib/use-debounced.ts'
import { useNow } from '#lib/use-now.ts'
import { hasDescendants } from '#features/clients/tree.ts'
import { whyNotHandedOver, withAll, withChoice } from '../choice.ts'
import { useJobs } from '../get-jobs.ts'
import { useListFilters } from '../list-filters.ts'
import { useWatchJobs } from '../watch-jobs.ts'
import { ChosenBar } from './chosen-bar.tsx'
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
  const [chosen, setChosen] = useState<string[]>([])
  const rows =
    data?.items.map((job) => ({
      ...{ job, client: byId.get(job.client_id), withClient, nowMs },
      choice: {
        isChosen: chosen.includes(job.id),
        why: whyNotHandedOver(job),
        onChoose: (isChosen: boolean) => setChosen((ids) => withChoice(ids, job.id, isChosen)),
      },
    })) ?? []
  const choosable = rows.filter(({ choice }) => choice.why === null).map(({ job }) => job.id)

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
      {!data && !error && <Loading label="Loading content" shape="rows" />}
      {!data && error && (
        <Failed
          title="The content could not be loaded"
          error={error}
          busy={isFetching}
          onRetry={() => void refetch()}
        />
      )}
      {data && rows.length > 0 && (
        <>
          <p role="status" className="sr-only">
            {plural(rows.length, 'piece')} on this page
          </p>
          {choosable.length > 0 && (
            <Button look="quiet" size="sm" className="-ml-2.5" onClick={() => setChosen(withAll(chosen, choosable))}>
              {choosable.every((id) => chosen.includes(id)) ? 'Choose none' : 'Choose all'} of this page
            </Button>
          )}
          <JobTable rows={rows} stale={isPlaceholderData} />
        </>
      )}
      {data &&
        rows.length === 0 &&
        (filtered || filters.cursor ? <NoMatch onClear={() => void setFilters(null)} /> : <Nothing client={client} />)}
      {chosen.length > 0 && <ChosenBar ids={chosen} onChange={setChosen} />}
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
