import type { Metadata } from 'next'
import { JobListPage } from '#features/jobs/components/job-list-page.tsx'

export const metadata: Metadata = { title: 'Content' }

export default function Page() {
  return <JobListPage />
}
