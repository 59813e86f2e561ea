'use client'

import type { Client, SlackChannel } from '@hg/contracts'
import { SettingsPage } from '#components/client-page.tsx'
import { Loaded } from '#components/loaded.tsx'
import { RoleGate } from '#components/role-gate.tsx'
import { Section } from '#components/ui/section.tsx'
import { useSlack } from '../get-slack.ts'
import { SlackActions } from './slack-actions.tsx'
import { SlackForm } from './slack-form.tsx'
import { SlackState } from './slack-state.tsx'

/** Where a client is told in Slack. */
export function SlackPage() {
  return (
    <SettingsPage title="Slack" intro="A channel of yours is told what needs a look.">
      {({ client }) => (
        <RoleGate client={client} needs="admin" doing="Seeing the channel" title="Slack is for admins">
          <Channel client={client} />
        </RoleGate>
      )}
    </SettingsPage>
  )
}

function Channel({ client }: { client: Client }) {
  const query = useSlack(client.id)
  const known = query.data ?? null
  return (
    <Section
      title="Channel"
      help={`Told of ${client.name} and of every client below. A batch is one message; what happens close together is one, too.`}
      actions={known && <SlackActions client={client} />}
    >
      <Loaded query={query} what="the channel" shape="form">
        {(channel: SlackChannel | null) => (
          <div className="grid gap-6">
            {channel && <SlackState channel={channel} />}
            <SlackForm key={keyOf(channel)} client={client} channel={channel} />
          </div>
        )}
      </Loaded>
    </Section>
  )
}

/** What the form shows: a try that failed meanwhile leaves what is typed alone. */
function keyOf(channel: SlackChannel | null): string {
  return channel ? JSON.stringify([channel.hint, channel.kinds, channel.is_enabled]) : 'new'
}
