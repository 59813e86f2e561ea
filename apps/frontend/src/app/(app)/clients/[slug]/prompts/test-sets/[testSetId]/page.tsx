import type { Metadata } from 'next'
import { TestSetPage } from '#features/test-sets/components/test-set-page.tsx'

export const metadata: Metadata = { title: 'Test set' }

export default async function Page({ params }: { params: Promise<{ testSetId: string }> }) {
  const { testSetId } = await params
  return <TestSetPage id={testSetId} />
}
