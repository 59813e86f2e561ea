'use client'

import { SettingsPage } from '#components/client-page.tsx'
import { RoleGate } from '#components/role-gate.tsx'
import { Section } from '#components/ui/section.tsx'
import { ApiKeyTable } from './api-key-table.tsx'
import { CreateKeyButton } from './create-key.tsx'
import { ProviderKeyTable } from './provider-key-table.tsx'

/** The keys with which others call us for a client, and those with which we call the providers for it. */
export function KeysPage() {
  return (
    <SettingsPage
      title="Keys"
      intro="API keys let programs in. Provider keys decide whose account with a provider pays."
    >
      {({ client }) => (
        <RoleGate client={client} needs="admin" doing="Seeing keys" title="Keys are for admins">
          <Section
            title="API keys"
            help="For programs that request and read content through the REST API, here and at every client below."
            actions={<CreateKeyButton client={client} />}
          >
            <ApiKeyTable client={client} />
          </Section>
          <Section
            title="Provider keys"
            help={`Who is billed for the pieces of ${client.name} and every client below that has no key of its own. The nearest key holds: one of the client, one from above, or the platform’s. A change is felt within 5 seconds.`}
          >
            <ProviderKeyTable client={client} />
          </Section>
        </RoleGate>
      )}
    </SettingsPage>
  )
}
