import type { StrategySummary } from '@hg/contracts'
import { StateMark } from '#components/ui/state-mark.tsx'

/** Whether a strategy applies. */
export function StrategyState({ strategy }: { strategy: Pick<StrategySummary, 'is_active'> }) {
  return strategy.is_active ? (
    <StateMark shape="dot" tone="positive">
      In use
    </StateMark>
  ) : (
    <StateMark shape="ring">Draft</StateMark>
  )
}

/** Who made a version. */
export function authorName(author: { name: string | null } | null): string {
  if (author === null) return 'came with the product'
  return author.name ?? 'somebody who has left'
}
