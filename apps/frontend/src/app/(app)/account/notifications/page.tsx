import type { Metadata } from 'next'
import { PreferencesPage } from '#features/notifications/components/preferences-page.tsx'

export const metadata: Metadata = { title: 'Notifications' }

export default function Page() {
  return <PreferencesPage />
}
