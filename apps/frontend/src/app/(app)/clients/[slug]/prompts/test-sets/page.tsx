import type { Metadata } from 'next'
import { TestSetsPage } from '#features/test-sets/components/test-sets-page.tsx'

export const metadata: Metadata = { title: 'Test sets' }

export default function Page() {
  return <TestSetsPage />
}
