'use client'

import { type Client, uuid } from '@hg/contracts'
import Link from 'next/link'
import { Page } from '#components/page-head.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Failed } from '#components/ui/failed.tsx'
import { Loading } from '#components/ui/loading.tsx'
import { ClientGate } from '#features/clients/components/client-gate.tsx'
import { ApiError } from '#lib/api.ts'
import { useStrategy } from '../get-strategy.ts'
import { StrategyDesk } from './strategy-desk.tsx'

/** One strategy of a client. */
export function StrategyPage({ id }: { id: string }) {
  return <ClientGate>{(found) => <Found key={id} id={id} {...found} />}</ClientGate>
}

function Found({ id, client, clients }: { id: string; client: Client; clients: Client[] }) {
  const query = useStrategy(id)
  const { data: strategy, error } = query
  const isMissing = !uuid.safeParse(id).success || (error instanceof ApiError && error.status === 404)
  if (isMissing) return <Missing client={client} />
  if (strategy) {
    const owner = clients.find((one) => one.id === strategy.client_id)
    if (owner?.id === client.id) return <StrategyDesk strategy={strategy} client={client} clients={clients} />
    return <Elsewhere id={id} name={strategy.name} owner={owner} client={client} />
  }
  if (error)
    return (
      <Failed
        place="page"
        title="The strategy could not be loaded"
        error={error}
        busy={query.isFetching}
        onRetry={() => void query.refetch()}
      />
    )
  return (
    <Page>
      <Loading label="Loading the strategy" shape="form" className="mt-6" />
    </Page>
  )
}

function Missing({ client }: { client: Client }) {
  return (
    <Blank
      page
      role="alert"
      title="No such strategy"
      action={
        <Button asChild>
          <Link href={`/clients/${client.slug}/strategies`}>Strategies of {client.name}</Link>
        </Button>
      }
    >
      It does not exist, or it belongs to a client you have no role with.
    </Blank>
  )
}

function Elsewhere(props: { id: string; name: string; owner: Client | undefined; client: Client }) {
  const { id, name, owner, client } = props
  return (
    <Blank
      page
      title={`${name} belongs to another client`}
      action={
        <Button asChild look="primary">
          <Link href={owner ? `/clients/${owner.slug}/strategies/${id}` : `/clients/${client.slug}/strategies`}>
            {owner ? `Open it at ${owner.name}` : `Strategies of ${client.name}`}
          </Link>
        </Button>
      }
    >
      {client.name} inherits it, or has nothing to do with it.
    </Blank>
  )
}
