import type { Metadata } from 'next'
import { NewClientPage } from '#features/clients/components/new-client-page.tsx'

export const metadata: Metadata = { title: 'New client' }

export default function Page() {
  return <NewClientPage />
}
