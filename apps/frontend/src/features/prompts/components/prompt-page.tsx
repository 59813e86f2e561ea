'use client'

import { type Client, uuid } from '@hg/contracts'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { Page } from '#components/page-head.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Failed } from '#components/ui/failed.tsx'
import { Loading } from '#components/ui/loading.tsx'
import { ClientGate } from '#features/clients/components/client-gate.tsx'
import { ApiError } from '#lib/api.ts'
import { usePrompt } from '../get-prompt.ts'
import { InheritedPrompt } from './inherited-prompt.tsx'
import { PromptDesk } from './prompt-desk.tsx'

/** One prompt template, or one partial, of a client. */
export function PromptPage({ id }: { id: string }) {
  return <ClientGate>{(found) => <Found key={id} id={id} {...found} />}</ClientGate>
}

function Found({ id, client, clients }: { id: string; client: Client; clients: Client[] }) {
  const query = usePrompt(id)
  const { data: prompt, error } = query
  const isMissing = !uuid.safeParse(id).success || (error instanceof ApiError && error.status === 404)
  if (isMissing)
    return (
      <Elsewhere
        title="No such prompt template"
        href={`/clients/${client.slug}/prompts`}
        to={`Prompts of ${client.name}`}
      >
        It does not exist, or it belongs to a client whose people alone read it.
      </Elsewhere>
    )
  if (prompt) {
    if (prompt.client_id === client.id) return <PromptDesk prompt={prompt} client={client} clients={clients} />
    const owner = clients.find((one) => one.id === prompt.client_id)
    if (owner) return <Moved to={`/clients/${owner.slug}/prompts/${id}`} />
    return <InheritedPrompt prompt={prompt} client={client} clients={clients} />
  }
  if (error)
    return (
      <Failed
        place="page"
        title="The prompt template could not be loaded"
        error={error}
        busy={query.isFetching}
        onRetry={() => void query.refetch()}
      />
    )
  return (
    <Page>
      <Loading label="Loading the prompt template" shape="form" className="mt-6" />
    </Page>
  )
}

/** A template is shown at the client that it belongs to: pieces lead here by their own client. */
function Moved({ to }: { to: string }) {
  const router = useRouter()
  useEffect(() => router.replace(to + window.location.search), [router, to])
  return (
    <Page>
      <Loading label="Loading the prompt template" shape="form" className="mt-6" />
    </Page>
  )
}

function Elsewhere(props: { title: string; href: string; to: string; children: React.ReactNode }) {
  return (
    <Blank
      page
      role="alert"
      title={props.title}
      action={
        <Button asChild>
          <Link href={props.href}>{props.to}</Link>
        </Button>
      }
    >
      {props.children}
    </Blank>
  )
}
