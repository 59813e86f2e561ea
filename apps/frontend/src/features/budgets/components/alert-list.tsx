import type { BudgetAlert } from '@hg/contracts'
import { Moment } from '#components/ui/age.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { formatPrice, formatUsd } from '#lib/format.ts'
import { monthName } from '../standing.ts'

/** The limits that were reached in the last 12 months, newest first. */
export function AlertList({ alerts }: { alerts: BudgetAlert[] }) {
  if (alerts.length === 0) return <p className="text-ink-3">No limit was reached in the last 12 months.</p>
  return (
    <ul className="max-w-[48rem] border-t">
      {alerts.map((alert) => (
        <li
          key={`${alert.month} ${alert.level} ${alert.at}`}
          className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b py-2.5"
        >
          <span>
            <StateMark
              shape={alert.level === 'hard' ? 'cross' : 'warning'}
              tone={alert.level === 'hard' ? 'danger' : 'caution'}
            >
              {alert.refused
                ? 'A request was refused'
                : alert.level === 'hard'
                  ? 'Hard limit reached'
                  : 'Soft limit reached'}
            </StateMark>
            <span className="figures block text-sm text-ink-3">
              {monthName(alert.month)}: {formatUsd(alert.spent_usd)} spent of {formatPrice(alert.limit_usd)}
              {alert.refused && ', and what was asked for could have passed it'}
            </span>
          </span>
          <span className="text-sm text-ink-3">
            <Moment at={alert.at} />
          </span>
        </li>
      ))}
    </ul>
  )
}
