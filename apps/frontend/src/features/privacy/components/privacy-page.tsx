'use client'

import { SettingsPage } from '#components/client-page.tsx'
import { ErasureSection } from './erasure-section.tsx'
import { ExportSection } from './export-section.tsx'
import { RetentionSection } from './retention-section.tsx'

/** How long what is kept, what is given out, and what is erased. */
export function PrivacyPage() {
  return (
    <SettingsPage title="Privacy" intro="How long this client’s data is kept, and how it is given out or erased.">
      {({ client }) => (
        <>
          <RetentionSection client={client} />
          <ExportSection client={client} />
          {client.type !== 'root' && <ErasureSection client={client} />}
        </>
      )}
    </SettingsPage>
  )
}
