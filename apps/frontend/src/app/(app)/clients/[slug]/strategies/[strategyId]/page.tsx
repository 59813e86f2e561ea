import type { Metadata } from 'next'
import { StrategyPage } from '#features/strategies/components/strategy-page.tsx'

export const metadata: Metadata = { title: 'Strategy' }

export default async function Page({ params }: { params: Promise<{ strategyId: string }> }) {
  const { strategyId } = await params
  return <StrategyPage id={strategyId} />
}
