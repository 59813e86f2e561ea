import type { Metadata } from 'next'
import { ExperimentPage } from '#features/experiments/components/experiment-page.tsx'

export const metadata: Metadata = { title: 'Experiment' }

export default async function Page({ params }: { params: Promise<{ experimentId: string }> }) {
  const { experimentId } = await params
  return <ExperimentPage key={experimentId} id={experimentId} />
}
