'use client'

import type { Batch, Client } from '@hg/contracts'
import type { ReactNode } from 'react'
import { Ago } from '#components/ui/age.tsx'
import { LiveMark } from '#features/jobs/components/live-mark.tsx'
import type { StreamState } from '#lib/event-stream.ts'
import { formatCount, formatUsd } from '#lib/format.ts'
import { useNow } from '#lib/use-now.ts'
import { batchName } from '../batch-name.ts'
import { isUnderWay, percentDone, timeLeft } from '../progress.ts'
import { BatchActions } from './batch-actions.tsx'
import { BatchProgress } from './batch-progress.tsx'
import { BatchState } from './batch-state.tsx'

/** What a batch is, how far it is, what it costs, and what can be done with it. */
export function BatchHead(props: { batch: Batch; client: Client | undefined; stream: StreamState | null }) {
  const { batch, client, stream } = props
  const { counts } = batch
  const nowMs = useNow(isUnderWay(batch) ? 10_000 : null)
  const left = timeLeft(batch, nowMs)
  return (
    <header className="mt-3">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <div className="min-w-0">
          <h1 className="font-serif text-3xl font-medium tracking-tight break-words">{batchName(batch)}</h1>
          <p className="mt-1.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2">
            <BatchState batch={batch} />
            {batch.is_trial && <span>a trial of a prompt</span>}
            <span>
              requested <Ago at={batch.created_at} />
            </span>
            {stream !== null && <LiveMark state={stream} />}
          </p>
        </div>
        <BatchActions batch={batch} client={client} />
      </div>
      <BatchProgress batch={batch} className="mt-6" />
      <p className="mt-2 flex justify-between gap-4 text-sm text-ink-3">
        <span className="figures">{percentDone(batch)} %</span>
        {left !== null && <span>{left}</span>}
      </p>
      <dl className="mt-6 grid grid-cols-2 gap-x-8 gap-y-5 border-y py-5 sm:grid-cols-3 lg:grid-cols-6">
        <Figure label="Written">{formatCount(counts.completed)}</Figure>
        <Figure label="Being written">{formatCount(counts.processing)}</Figure>
        <Figure label="Waiting">{formatCount(counts.pending)}</Figure>
        <Figure label="Failed">{formatCount(counts.failed)}</Figure>
        <Figure label="Cancelled">{formatCount(counts.cancelled)}</Figure>
        <Figure label="Cost so far" note={`${formatUsd(batch.estimated_cost_usd)} at most`}>
          {formatUsd(batch.cost_usd)}
        </Figure>
      </dl>
    </header>
  )
}

function Figure({ label, note, children }: { label: string; note?: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-sm text-ink-3">{label}</dt>
      <dd className="figures text-xl">
        {children}
        {note && <span className="block text-xs text-ink-3">{note}</span>}
      </dd>
    </div>
  )
}
