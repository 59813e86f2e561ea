'use client'

import type { Client, ClientDetails } from '@hg/contracts'
import { Moment } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { Section } from '#components/ui/section.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { plural } from '#lib/format.ts'
import { useArchiveClient } from '../archive-client.ts'
import { whyNotAbove } from '../why-not-above.ts'

/** Whether the client takes new content. Decided above it. */
export function ArchiveSection({ client, clients }: { client: ClientDetails; clients: Client[] }) {
  const save = useArchiveClient(client)
  const isArchived = client.archived_at !== null
  const off = whyNotAbove(clients, client, isArchived ? 'Restoring it' : 'Archiving it')
  const below = clients.filter(({ parent_id }) => parent_id === client.id).length
  return (
    <Section
      title="Archive"
      help="An archived client takes no new content and leaves the list of clients. What was accepted is still written, and everything stays readable."
    >
      {isArchived ? (
        <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
          <StateMark shape="dash">
            Archived <Moment at={client.archived_at ?? ''} />
          </StateMark>
          <Confirm
            title={`Restore ${client.name}?`}
            description={`It takes new content again${client.type === 'agency' ? ', and so do the customers under it that are not archived themselves' : ''}.`}
            confirm="Restore"
            look="primary"
            onConfirm={() => save.mutateAsync(false)}
          >
            <Button off={off}>Restore the client</Button>
          </Confirm>
        </div>
      ) : (
        <Confirm
          title={`Archive ${client.name}?`}
          description={
            below > 0
              ? `It takes no new content any more, nor do the ${plural(below, 'client')} under it. You can restore it at any time.`
              : 'It takes no new content any more. You can restore it at any time.'
          }
          confirm="Archive"
          onConfirm={() => save.mutateAsync(true)}
        >
          <Button off={off}>Archive the client</Button>
        </Confirm>
      )}
    </Section>
  )
}
