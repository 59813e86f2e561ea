import type { Metadata } from 'next'
import { NewExperimentPage } from '#features/experiments/components/new-experiment-page.tsx'

export const metadata: Metadata = { title: 'New experiment' }

export default function Page() {
  return <NewExperimentPage />
}
