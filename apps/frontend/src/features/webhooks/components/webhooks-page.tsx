'use client'

import { SettingsPage } from '#components/client-page.tsx'
import { RoleGate } from '#components/role-gate.tsx'
import { Section } from '#components/ui/section.tsx'
import { CreateWebhookButton } from './create-webhook.tsx'
import { WebhookTable } from './webhook-table.tsx'

/** Where a client wants to be told of its pieces. */
export function WebhooksPage() {
  return (
    <SettingsPage
      title="Webhooks"
      intro="Programs of yours are told of pieces, batches and budgets as soon as there is news."
    >
      {({ client }) => (
        <RoleGate client={client} needs="member" doing="Seeing webhooks" title="Webhooks are for members">
          <Section
            title="Addresses"
            help={`Told of ${client.name} and of every client below. Each message is signed in the way of Standard Webhooks and tried for three days.`}
            actions={<CreateWebhookButton client={client} />}
          >
            <WebhookTable client={client} />
          </Section>
        </RoleGate>
      )}
    </SettingsPage>
  )
}
