'use client'

import { roleAllows } from '@hg/contracts'
import { SettingsPage } from '#components/client-page.tsx'
import { Section } from '#components/ui/section.tsx'
import { whyNot } from '#lib/roles.ts'
import { InheritedTable } from './inherited-table.tsx'
import { InviteButton } from './invite-dialog.tsx'
import { InviteTable } from './invite-table.tsx'
import { MemberTable } from './member-table.tsx'

/** Who may see and do what at a client: its own people, those from above, and who is invited. */
export function PeoplePage() {
  return (
    <SettingsPage
      title="People"
      intro={({ client }) =>
        `Who works on ${client.name}, and in which role. A role holds for every client below, too.`
      }
      actions={({ client }) => <InviteButton client={client} />}
    >
      {({ client, clients }) => (
        <>
          <Section title="Members" help={`People whose role was given on ${client.name} itself.`}>
            <MemberTable client={client} />
          </Section>
          <Section title="Invites" help="Links that nobody accepted yet. Each works for seven days, for one address.">
            {roleAllows(client.role, 'admin') ? (
              <InviteTable client={client} />
            ) : (
              <p className="text-ink-3">{whyNot(client, 'admin', 'Seeing invites')}</p>
            )}
          </Section>
          {client.type !== 'root' && (
            <Section
              title="From above"
              help="People whose role was given on a client above, and reaches down to this one. It is changed where it was given."
            >
              <InheritedTable client={client} clients={clients} />
            </Section>
          )}
        </>
      )}
    </SettingsPage>
  )
}
