import type { Metadata } from 'next'
import { GeneralSettingsPage } from '#features/clients/components/general-settings-page.tsx'

export const metadata: Metadata = { title: 'General' }

export default function Page() {
  return <GeneralSettingsPage />
}
