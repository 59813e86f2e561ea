import type { Metadata } from 'next'
import { NewStrategyPage } from '#features/strategies/components/new-strategy-page.tsx'

export const metadata: Metadata = { title: 'New strategy' }

export default function Page() {
  return <NewStrategyPage />
}
