import type { Metadata } from 'next'
import { JobPage } from '#features/jobs/components/job-page.tsx'

export const metadata: Metadata = { title: 'Piece' }

export default async function Page({ params }: { params: Promise<{ jobId: string }> }) {
  const { jobId } = await params
  return <JobPage key={jobId} id={jobId} />
}
