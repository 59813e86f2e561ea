'use client'

import { type Client, type Experiment, uuid } from '@hg/contracts'
import Link from 'next/link'
import { Page, PageHead, Trail } from '#components/page-head.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Failed } from '#components/ui/failed.tsx'
import { Loading } from '#components/ui/loading.tsx'
import { ClientGate } from '#features/clients/components/client-gate.tsx'
import { lineage } from '#features/clients/tree.ts'
import { ApiError } from '#lib/api.ts'
import { useExperiment } from '../get-experiments.ts'
import { DraftDesk } from './draft-desk.tsx'
import { ExperimentStateMark } from './experiment-state.tsx'
import { StopButton } from './lifecycle-buttons.tsx'
import { ResultsDesk } from './results-desk.tsx'
import { Setup } from './setup.tsx'

/** One experiment: its draft, or what it says. */
export function ExperimentPage({ id }: { id: string }) {
  return <ClientGate>{(found) => <Found key={id} id={id} {...found} />}</ClientGate>
}

interface DeskProps {
  experiment: Experiment
  client: Client
  clients: Client[]
}

function Found({ id, client, clients }: { id: string; client: Client; clients: Client[] }) {
  const query = useExperiment(id)
  const { data: experiment, error } = query
  const list = `/clients/${client.slug}/prompts/experiments`
  if (!uuid.safeParse(id).success || (error instanceof ApiError && error.status === 404))
    return (
      <Blank
        page
        role="alert"
        title="No such experiment"
        action={
          <Button asChild>
            <Link href={list}>Experiments of {client.name}</Link>
          </Button>
        }
      >
        It does not exist, or it belongs to a client you have no role with.
      </Blank>
    )
  if (experiment) return <Desk experiment={experiment} client={client} clients={clients} />
  if (error)
    return (
      <Failed
        place="page"
        title="The experiment could not be loaded"
        error={error}
        busy={query.isFetching}
        onRetry={() => void query.refetch()}
      />
    )
  return (
    <Page>
      <Loading label="Loading the experiment" shape="form" className="mt-6" />
    </Page>
  )
}

function Desk({ experiment, client, clients }: DeskProps) {
  const owner = clients.find(({ id }) => id === experiment.client_id) ?? client
  const list = `/clients/${client.slug}/prompts/experiments`
  return (
    <Page>
      <Trail path={lineage(clients, owner.id)} here="Experiments" hereHref={list} />
      <PageHead
        className="mt-3"
        title={experiment.name}
        intro={experiment.hypothesis}
        actions={experiment.state === 'running' && <StopButton experiment={experiment} client={owner} />}
      />
      <p className="mt-3">
        <ExperimentStateMark {...experiment} />
      </p>
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-12">
        {experiment.state === 'draft' ? (
          <DraftDesk experiment={experiment} client={owner} clients={clients} list={list} />
        ) : (
          <>
            <ResultsDesk experiment={experiment} clients={clients} />
            <Setup experiment={experiment} client={owner} clients={clients} />
          </>
        )}
      </div>
    </Page>
  )
}
