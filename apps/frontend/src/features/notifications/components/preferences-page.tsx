'use client'

import { AccountPage } from '#components/client-page.tsx'
import { Loaded } from '#components/loaded.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { usePreferences } from '../get-notifications.ts'
import { PreferencesForm } from './preferences-form.tsx'

/** Of what one is told, and how. */
export function PreferencesPage() {
  const query = usePreferences()
  return (
    <AccountPage title="Notifications" intro="What you are told of without looking for it.">
      <Section
        title="What you are told of"
        help="“Mine” is what you asked for yourself. Where you are an owner or admin, and nobody is nearer to a client, its budgets and what its API keys ask for are yours, too."
      >
        <Loaded query={query} what="your notifications" shape="form">
          {(data) => (
            <div className="grid gap-6">
              {data.mail === 'not_configured' && (
                <Notice tone="caution" title="This installation sends no mail">
                  <p>What you choose holds as soon as its operators set up a mail server.</p>
                </Notice>
              )}
              <PreferencesForm key={JSON.stringify(data.items)} items={data.items} />
            </div>
          )}
        </Loaded>
      </Section>
    </AccountPage>
  )
}
