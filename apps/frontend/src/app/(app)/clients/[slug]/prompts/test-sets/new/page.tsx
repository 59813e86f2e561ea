import type { Metadata } from 'next'
import { NewTestSetPage } from '#features/test-sets/components/new-test-set-page.tsx'

export const metadata: Metadata = { title: 'New test set' }

export default function Page() {
  return <NewTestSetPage />
}
