import type { Budget } from '@hg/contracts'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { formatPrice, formatUsd } from '#lib/format.ts'
import { compareUsd } from '#lib/usd.ts'
import { monthName, type Standing, standingOf } from '../standing.ts'
import { MonthBar } from './month-bar.tsx'

/** The state of a month, in a word with its sign. */
export function BudgetState({ state }: { state: Standing['state'] }) {
  switch (state) {
    case 'spent':
      return (
        <StateMark shape="cross" tone="danger" loud>
          No room left
        </StateMark>
      )
    case 'near':
      return (
        <StateMark shape="warning" tone="caution" loud>
          Near its limit
        </StateMark>
      )
    case 'fine':
      return (
        <StateMark shape="check" tone="positive">
          Within its limits
        </StateMark>
      )
    case 'unlimited':
      return <StateMark shape="dash">No limit</StateMark>
  }
}

/** The client's own month: spent, reserved, left, and where it is heading. */
export function MonthSection({ budget }: { budget: Budget }) {
  const { own, forecast_usd } = budget
  const { leftUsd, state } = standingOf(own)
  const passes = own.hard_usd !== null && state !== 'spent' && compareUsd(forecast_usd, own.hard_usd) > 0
  const passesSoft = !passes && own.soft_usd !== null && state === 'fine' && compareUsd(forecast_usd, own.soft_usd) >= 0
  return (
    <Section
      title={monthName(own.month)}
      help={`${own.client_name} and everything below, counted in the time zone ${own.time_zone}.`}
      actions={<BudgetState state={state} />}
    >
      <div className="grid max-w-[40rem] gap-5">
        <div>
          <p className="flex flex-wrap items-baseline gap-x-2">
            <span className="figures font-serif text-3xl font-medium">{formatUsd(own.spent_usd)}</span>
            <span className="text-ink-2">
              spent{own.hard_usd !== null && ` of ${formatPrice(own.hard_usd)}`}
              {own.hard_usd === null && own.soft_usd !== null && `, a soft limit at ${formatPrice(own.soft_usd)}`}
            </span>
          </p>
          <MonthBar level={own} forecastUsd={forecast_usd} />
        </div>
        <DescriptionList
          layout="figures"
          rows={[
            ['Spent', formatUsd(own.spent_usd)],
            ['Reserved for work under way', formatUsd(own.reserved_usd)],
            leftUsd !== null && ['Left for new work', <strong key="left">{formatUsd(leftUsd)}</strong>],
            ['Forecast for the end of the month', formatUsd(forecast_usd)],
          ]}
        />
        {state === 'spent' && (
          <Notice tone="danger" title="New requests are refused">
            <p>
              Work under way goes on. An owner can raise the hard limit; else there is room again when the month is
              over.
            </p>
          </Notice>
        )}
        {passes && (
          <Notice tone="caution" title="At this pace the hard limit is reached before the month is over">
            <p>From then on new requests are refused. Work under way goes on.</p>
          </Notice>
        )}
        {passesSoft && (
          <Notice tone="caution" title="At this pace the soft limit is reached before the month is over">
            <p>Then people are told; nothing is refused.</p>
          </Notice>
        )}
      </div>
    </Section>
  )
}
