import type { Metadata } from 'next'
import { BatchRequestPage } from '#features/batches/components/batch-request-page.tsx'

export const metadata: Metadata = { title: 'New batch' }

export default function Page() {
  return <BatchRequestPage />
}
