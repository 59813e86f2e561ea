import type { Metadata } from 'next'
import { ComparisonPage } from '#features/test-sets/components/comparison-page.tsx'

export const metadata: Metadata = { title: 'Comparison' }

export default async function Page({ params }: { params: Promise<{ testSetId: string }> }) {
  const { testSetId } = await params
  return <ComparisonPage id={testSetId} />
}
