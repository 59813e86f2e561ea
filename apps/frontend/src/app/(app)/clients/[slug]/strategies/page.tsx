import type { Metadata } from 'next'
import { StrategyListPage } from '#features/strategies/components/strategy-list-page.tsx'

export const metadata: Metadata = { title: 'Strategies' }

export default function Page() {
  return <StrategyListPage />
}
