import type { UsageFigures } from '@hg/contracts'
import type { ReactNode } from 'react'
import { formatCount, formatUsd } from '#lib/format.ts'
import { divideUsd } from '#lib/usd.ts'

/** The whole of a time in five figures. */
export function UsageTotals({ total }: { total: UsageFigures }) {
  const isEstimated = /[1-9]/.test(total.estimated_usd)
  return (
    <dl className="grid grid-cols-2 gap-x-8 gap-y-6 sm:grid-cols-3 lg:grid-cols-5">
      <Figure label="Cost" note={isEstimated && `${formatUsd(total.estimated_usd)} of it estimated`}>
        {formatUsd(total.cost_usd)}
      </Figure>
      <Figure
        label="Pieces"
        note={[
          `${formatCount(total.attempts)} calls`,
          total.cached_jobs > 0 && `${formatCount(total.cached_jobs)} from the cache`,
        ]
          .filter(Boolean)
          .join(', ')}
      >
        {formatCount(total.jobs)}
      </Figure>
      <Figure label="Cost a piece" note="with all that failed, was repaired, or was suggested for prompts">
        {formatUsd(divideUsd(total.cost_usd, total.jobs))}
      </Figure>
      <Figure
        label="Tokens in"
        note={total.cached_input_tokens > 0 && `${formatCount(total.cached_input_tokens)} from cache`}
      >
        {formatCount(total.input_tokens)}
      </Figure>
      <Figure
        label="Tokens out"
        note={total.reasoning_tokens > 0 && `${formatCount(total.reasoning_tokens)} of them thinking`}
      >
        {formatCount(total.output_tokens)}
      </Figure>
    </dl>
  )
}

function Figure({ label, note, children }: { label: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-ink-3">{label}</dt>
      <dd>
        <span className="figures block font-serif text-2xl font-medium">{children}</span>
        {note && <span className="figures block text-sm text-ink-3">{note}</span>}
      </dd>
    </div>
  )
}
