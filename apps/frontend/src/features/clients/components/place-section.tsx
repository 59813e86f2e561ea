'use client'

import type { Client, ClientDetails } from '@hg/contracts'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { Section } from '#components/ui/section.tsx'
import { plural } from '#lib/format.ts'
import { clientTypeLabels } from '#lib/labels.ts'
import { placesForMove } from '../places-for.ts'
import { whyNotAbove } from '../why-not-above.ts'
import { ClientMark } from './client-mark.tsx'
import { MoveDialog } from './move-dialog.tsx'

/** Where the client stands, and the way to move it, or the customers of an agency. */
export function PlaceSection({ client, clients }: { client: ClientDetails; clients: Client[] }) {
  const [moving, setMoving] = useState(false)
  const below = clients.filter(({ parent_id }) => parent_id === client.id)
  const isAgency = client.type === 'agency'
  const canMove = client.type === 'customer' || client.type === 'direct' || (isAgency && below.length > 0)
  return (
    <Section
      title="Place"
      help={
        canMove
          ? 'Moving changes who has access and what the strategy says. What it changes is shown before anything happens.'
          : undefined
      }
    >
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <ClientMark type={client.type} />
        {clientTypeLabels[client.type]}
        {client.parent && <span className="text-ink-2">under {client.parent.name}</span>}
        {below.length > 0 && <span className="text-ink-2">with {plural(below.length, 'client')} below</span>}
      </p>
      {canMove && (
        <Dialog
          wide
          open={moving}
          onOpenChange={setMoving}
          title={isAgency ? `Move the customers of ${client.name}` : `Move ${client.name}`}
          description={
            isAgency
              ? 'All of them at once, with everything they own.'
              : 'With everything it owns: its pieces, strategies, people and keys.'
          }
          trigger={
            <Button className="mt-5" off={whyNotMoving(clients, client)}>
              {isAgency ? 'Move its customers' : 'Move the client'}
            </Button>
          }
        >
          <MoveDialog client={client} clients={clients} />
        </Dialog>
      )}
    </Section>
  )
}

function whyNotMoving(clients: Client[], client: ClientDetails): string | null {
  const why = client.type === 'agency' ? null : whyNotAbove(clients, client, 'Moving it')
  if (why !== null) return why
  return placesForMove(clients, client).length > 0
    ? null
    : 'There is no other place where you have the role of an admin.'
}
