import type { Client, Webhook } from '@hg/contracts'
import { useState } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { Tag } from '#components/ui/state-mark.tsx'
import { useWebhooks } from '../get-webhooks.ts'
import { eventLabels } from '../words.ts'
import { DeliveriesDialog } from './deliveries-dialog.tsx'
import { EditWebhookDialog } from './edit-webhook.tsx'
import { RotateSecretDialog } from './rotate-secret.tsx'
import { WebhookActions, type WebhookDeed } from './webhook-actions.tsx'
import { WebhookState } from './webhook-state.tsx'

/** The client's webhooks and what can be done with each. */
export function WebhookTable({ client }: { client: Client }) {
  const webhooks = useWebhooks(client.id)
  const [chosen, setChosen] = useState<{ id: string; deed: WebhookDeed } | null>(null)
  const [columns] = useState(() => columnsFor((deed, { id }) => setChosen({ id, deed })))
  // As it is now: a row that was read again replaces the one that was chosen.
  const chosenFor = (deed: WebhookDeed) =>
    chosen?.deed === deed ? (webhooks.data?.find(({ id }) => id === chosen.id) ?? null) : null
  const close = () => setChosen(null)
  return (
    <>
      <EditWebhookDialog webhook={chosenFor('edit')} onClose={close} />
      <RotateSecretDialog webhook={chosenFor('rotate')} onClose={close} />
      <DeliveriesDialog webhook={chosenFor('deliveries')} onClose={close} />
      <Loaded query={webhooks} what="the webhooks" shape="rows" place="section">
        {(rows) =>
          rows.length === 0 ? (
            <Blank title="No webhooks yet">
              <p>Without one, programs ask again and again whether a piece is ready.</p>
            </Blank>
          ) : (
            <DataTable caption={`Webhooks of ${client.name}`} columns={columns} rows={rows} rowKey={(row) => row.id} />
          )
        }
      </Loaded>
    </>
  )
}

function columnsFor(onChoose: (deed: WebhookDeed, webhook: Webhook) => void): Column<Webhook>[] {
  return [
    { id: 'address', header: 'Address', cell: (row) => <Address webhook={row} /> },
    {
      id: 'events',
      header: 'Told when',
      look: 'w-56',
      cell: ({ events }) => (
        <span className="inline-flex flex-wrap justify-end gap-1 md:justify-start">
          {events.map((event) => (
            <Tag key={event}>{eventLabels[event].label}</Tag>
          ))}
        </span>
      ),
    },
    { id: 'state', header: 'State', look: 'w-44', cell: (row) => <WebhookState webhook={row} /> },
    {
      id: 'actions',
      header: 'Actions',
      look: 'w-48 text-right',
      quietHeader: true,
      cell: (row) => <WebhookActions webhook={row} onChoose={(deed) => onChoose(deed, row)} />,
    },
  ]
}

function Address({ webhook: { url, description, is_enabled } }: { webhook: Webhook }) {
  return (
    <div className="min-w-0">
      <p className={is_enabled ? 'font-mono text-sm wrap-anywhere' : 'font-mono text-sm wrap-anywhere text-ink-3'}>
        {url}
      </p>
      {description !== '' && <p className="text-sm wrap-anywhere text-ink-3">{description}</p>}
    </div>
  )
}
