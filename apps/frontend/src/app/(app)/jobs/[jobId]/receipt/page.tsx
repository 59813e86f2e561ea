import type { Metadata } from 'next'
import { ReceiptPage } from '#features/receipt/components/receipt-page.tsx'

export const metadata: Metadata = { title: 'Receipt' }

export default async function Page({ params }: { params: Promise<{ jobId: string }> }) {
  const { jobId } = await params
  return <ReceiptPage key={jobId} id={jobId} />
}
