import type { ReactNode } from 'react'
import { cn } from '#lib/cn.ts'
import { formatUsd } from '#lib/format.ts'

/** What something will cost: expected, and between what. `stale`: the figures are of the last question. */
export function EstimateFigures(props: {
  lowUsd: string
  expectedUsd: string
  highUsd: string
  stale: boolean
  children?: ReactNode
}) {
  const { lowUsd, expectedUsd, highUsd } = props
  return (
    <div className={cn('transition-opacity duration-150', props.stale && 'opacity-50')}>
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="figures font-serif text-2xl font-medium">{formatUsd(expectedUsd)}</span>
        <span className="text-ink-2">expected</span>
      </p>
      <Range low={Number(lowUsd)} expected={Number(expectedUsd)} high={Number(highUsd)} />
      <p className="figures flex justify-between gap-4 text-sm text-ink-2">
        <span>from {formatUsd(lowUsd)}</span>
        <span className="text-right">{formatUsd(highUsd)} at most</span>
      </p>
      {props.children && <div className="mt-1.5 text-sm text-ink-3">{props.children}</div>}
    </div>
  )
}

/** Where the expected cost stands between the least and the most. Its figures stand beside it. */
function Range({ low, expected, high }: { low: number; expected: number; high: number }) {
  const share = (amount: number) => (high > 0 ? `${Math.min(100, (amount / high) * 100)}%` : '0%')
  return (
    <div aria-hidden className="relative my-2.5 h-1 rounded-full bg-rule">
      <div className="absolute inset-y-0 right-0 rounded-full bg-rule-2" style={{ left: share(low) }} />
      <div className="absolute -top-1 h-3 w-0.5 -translate-x-1/2 bg-accent" style={{ left: share(expected) }} />
    </div>
  )
}
