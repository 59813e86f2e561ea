import type { BudgetLevel } from '@hg/contracts'

/** Spent and reserved as parts of the hard limit, the soft limit as a mark. The figures stand beside it. */
export function MonthBar({ level, forecastUsd }: { level: BudgetLevel; forecastUsd?: string }) {
  const { spent_usd, reserved_usd, soft_usd, hard_usd } = level
  const whole = Number(hard_usd ?? soft_usd ?? 0)
  if (whole <= 0) return null
  const share = (amount: number) => `${Math.min(100, Math.max(0, (amount / whole) * 100))}%`
  const spent = Number(spent_usd)
  const forecast = forecastUsd === undefined ? 0 : Number(forecastUsd)
  return (
    <div aria-hidden className="relative my-1 h-2.5">
      <div className="absolute inset-0 overflow-hidden rounded-sm bg-rule">
        <div className="absolute inset-y-0 left-0 bg-ink" style={{ width: share(spent) }} />
        <div
          className="absolute inset-y-0 bg-ink-3 opacity-60"
          style={{ left: share(spent), width: `min(${share(Number(reserved_usd))}, calc(100% - ${share(spent)}))` }}
        />
      </div>
      {soft_usd !== null && hard_usd !== null && (
        <div
          className="absolute -inset-y-1 w-0.5 -translate-x-1/2 bg-caution"
          style={{ left: share(Number(soft_usd)) }}
        />
      )}
      {forecast > spent && forecast < whole && (
        <div className="absolute -inset-y-0.5 w-0.5 -translate-x-1/2 bg-accent" style={{ left: share(forecast) }} />
      )}
    </div>
  )
}
