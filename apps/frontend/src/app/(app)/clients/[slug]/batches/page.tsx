import type { Metadata } from 'next'
import { BatchListPage } from '#features/batches/components/batch-list-page.tsx'

export const metadata: Metadata = { title: 'Batches' }

export default function Page() {
  return <BatchListPage />
}
