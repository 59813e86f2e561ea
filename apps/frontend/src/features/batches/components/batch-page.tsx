'use client'

import { type Client, uuid } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Page, Trail } from '#components/page-head.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Failed } from '#components/ui/failed.tsx'
import { Loading } from '#components/ui/loading.tsx'
import { useClients } from '#features/clients/get-clients.ts'
import { lineage } from '#features/clients/tree.ts'
import { ApiError } from '#lib/api.ts'
import { useDocumentTitle } from '#lib/use-document-title.ts'
import { batchName } from '../batch-name.ts'
import { batchQuery } from '../get-batches.ts'
import { isUnderWay } from '../progress.ts'
import { useWatchBatch } from '../watch-batch.ts'
import { BatchHead } from './batch-head.tsx'
import { BatchPieces } from './batch-pieces.tsx'

const pollMs = 4000
const noClients: Client[] = []

/** One batch, live while it is written. */
export function BatchPage({ id }: { id: string }) {
  const isId = uuid.safeParse(id).success
  const {
    data: batch,
    error,
    refetch,
    isFetching,
  } = useQuery({
    ...batchQuery(id),
    enabled: isId,
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? pollMs : false),
  })
  const { data: clients = noClients } = useClients()
  const stream = useWatchBatch(batch)
  useDocumentTitle(batch && batchName(batch))

  if (batch) {
    const client = clients.find((one) => one.id === batch.client_id)
    return (
      <Page>
        <Trail
          path={lineage(clients, batch.client_id)}
          here="Batches"
          {...(client ? { hereHref: `/clients/${client.slug}/batches` } : {})}
        />
        <BatchHead batch={batch} client={client} stream={stream} />
        <BatchPieces batch={batch} />
      </Page>
    )
  }
  if (!isId || (error instanceof ApiError && error.status === 404)) return <Missing />
  if (error) {
    return (
      <Failed
        place="page"
        title="The batch could not be loaded"
        error={error}
        busy={isFetching}
        onRetry={() => void refetch()}
      />
    )
  }
  return (
    <Page>
      <Loading label="Loading the batch" shape="rows" />
    </Page>
  )
}

function Missing() {
  return (
    <Blank
      page
      role="alert"
      title="No such batch"
      action={
        <Button asChild>
          <Link href="/">Go to the start page</Link>
        </Button>
      }
    >
      It does not exist, or it belongs to a client you have no role with.
    </Blank>
  )
}
