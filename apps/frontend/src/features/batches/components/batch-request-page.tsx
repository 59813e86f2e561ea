'use client'

import { roleAllows } from '@hg/contracts'
import Link from 'next/link'
import { ClientPage } from '#components/client-page.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { BatchForm } from './batch-form.tsx'

/** "New batch", for those who may request content. */
export function BatchRequestPage() {
  return (
    <ClientPage
      title="New batch"
      intro={({ client }) => `Many pieces for ${client.name}, each row checked before anything is asked for.`}
    >
      {({ client }) =>
        client.archived || !roleAllows(client.role, 'member') ? (
          <Blank
            title={client.archived ? 'An archived client takes no new content' : 'You can read here, not request'}
            action={
              <Button asChild>
                <Link href={`/clients/${client.slug}/batches`}>Back to the batches</Link>
              </Button>
            }
          >
            {client.archived
              ? `${client.name}, or the client above it, has been archived. What was written stays here.`
              : 'Requesting content takes the role of a member; an admin or owner can give it to you.'}
          </Blank>
        ) : (
          <BatchForm key={client.id} client={client} />
        )
      }
    </ClientPage>
  )
}
