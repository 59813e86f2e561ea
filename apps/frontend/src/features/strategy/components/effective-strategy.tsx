'use client'

import type { Client, ContentType, StrategyLayer } from '@hg/contracts'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { ClientMark } from '#features/clients/components/client-mark.tsx'
import { contentTypeLabels } from '#lib/labels.ts'
import { describeStrategy } from '../describe.ts'
import { useEffectiveStrategy } from '../get-effective-strategy.ts'
import { ConflictNotes } from './conflict-notes.tsx'
import { StrategySections } from './strategy-sections.tsx'

/** The strategy that will apply to a request, value by value, with who set each. */
export function EffectiveStrategy(props: { client: Client; clients: Client[]; contentType: ContentType }) {
  const { client, clients, contentType } = props
  const { data, error, refetch, isFetching } = useEffectiveStrategy(client.id, contentType)
  return (
    <div aria-busy={!data && !error}>
      <h2 className="font-serif text-xl font-medium">Strategy</h2>
      <p className="mt-1 text-sm text-ink-3">
        What applies to a {contentTypeLabels[contentType].toLowerCase()} for {client.name}, and who set it.
      </p>
      {data && data.layers.length > 0 && <Layers layers={data.layers} clients={clients} />}
      {data && <ConflictNotes conflicts={data.conflicts} className="mt-5" />}
      <div className="mt-5">
        {data && data.layers.length > 0 && (
          <StrategySections sections={describeStrategy(data.effective, data.explain)} clients={clients} />
        )}
        {data && data.layers.length === 0 && (
          <Notice title="No strategy yet">
            Neither {client.name} nor anyone above it has one. The piece will be written from the topic and the brief
            alone.
          </Notice>
        )}
        {!data && error && (
          <Notice tone="caution" role="alert" title="The strategy could not be shown">
            <p>{error.message} It applies all the same when the request is sent.</p>
            <Button size="sm" className="justify-self-start" busy={isFetching} onClick={() => void refetch()}>
              Try again
            </Button>
          </Notice>
        )}
        {!data && !error && <Loading />}
      </div>
    </div>
  )
}

/** The strategies that were merged, from the top down. */
export function Layers({ layers, clients }: { layers: StrategyLayer[]; clients: Client[] }) {
  return (
    <ol aria-label="Layers, from the top down" className="mt-4 grid gap-1 border-l border-rule-2 pl-4 text-sm">
      {layers.map((layer) => {
        const type = clients.find((client) => client.id === layer.client_id)?.type
        return (
          <li key={`${layer.strategy_id}${layer.version}`} className="grid grid-cols-[0.75rem_minmax(0,1fr)] gap-x-2">
            <span className="flex h-5 items-center">{type && <ClientMark type={type} className="size-2.5" />}</span>
            <span>
              {layer.client_name}
              <span className="ml-2 text-ink-3">
                {layer.name}, version {layer.version}
              </span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}

function Loading() {
  return (
    <div role="status" className="grid gap-5">
      <span className="sr-only">Loading the strategy</span>
      {['w-3/4', 'w-full', 'w-2/3', 'w-5/6', 'w-1/2'].map((width) => (
        <div key={width} className="grid gap-2">
          <Skeleton className="w-24" />
          <Skeleton className={width} />
        </div>
      ))}
    </div>
  )
}
