import type { Metadata } from 'next'
import { BatchPage } from '#features/batches/components/batch-page.tsx'

export const metadata: Metadata = { title: 'Batch' }

export default async function Page({ params }: { params: Promise<{ batchId: string }> }) {
  const { batchId } = await params
  return <BatchPage key={batchId} id={batchId} />
}
