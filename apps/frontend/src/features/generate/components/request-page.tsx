'use client'

import { type Client, roleAllows, uuid } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { Page, Trail } from '#components/page-head.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { ClientGate } from '#features/clients/components/client-gate.tsx'
import { lineage } from '#features/clients/tree.ts'
import { jobQuery } from '#features/jobs/get-job.ts'
import { RequestDesk } from './request-desk.tsx'

/** "New content", for those who may request it. `?like=<job id>` begins with that job's request. */
export function RequestPage() {
  const [like] = useQueryState('like', parseAsString)
  const isAsked = uuid.safeParse(like).success
  const { data: job, isPending } = useQuery({ ...jobQuery(like ?? ''), enabled: isAsked })
  return (
    <ClientGate title="New content">
      {({ client, clients }) => (
        <Page>
          <Trail path={lineage(clients, client.id)} here="New content" />
          {client.archived && <Archived client={client} />}
          {!client.archived && !roleAllows(client.role, 'member') && <ReadOnly client={client} />}
          {!client.archived &&
            roleAllows(client.role, 'member') &&
            (isAsked && isPending ? (
              <Loading />
            ) : (
              <RequestDesk key={client.id} client={client} clients={clients} like={job} />
            ))}
        </Page>
      )}
    </ClientGate>
  )
}

function Archived({ client }: { client: Client }) {
  return (
    <Blank
      page
      title="An archived client takes no new content"
      action={
        <Button asChild>
          <Link href={`/clients/${client.slug}`}>Back to the list</Link>
        </Button>
      }
    >
      {client.name}, or the client above it, has been archived. What was written stays here; an admin of the client
      above can restore it.
    </Blank>
  )
}

function ReadOnly({ client }: { client: Client }) {
  return (
    <Blank
      page
      title="You can read here, not request"
      action={
        <Button asChild>
          <Link href={`/clients/${client.slug}`}>Back to the list</Link>
        </Button>
      }
    >
      As a viewer of {client.name} you see its content and strategy. Requesting content takes the role of a member; an
      admin or owner can give it to you.
    </Blank>
  )
}

function Loading() {
  return (
    <div role="status" className="mt-6 grid max-w-[40rem] gap-6">
      <span className="sr-only">Loading the request</span>
      <Skeleton className="h-9 w-64" />
      <Skeleton className="h-9" />
      <Skeleton className="h-9" />
      <Skeleton className="h-40" />
    </div>
  )
}
