'use client'

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatCount, formatUsd } from '#lib/format.ts'
import { type Bar as UsageBar, lengthOf } from '../over-time.ts'
import type { Metric } from '../usage-filters.ts'

interface Point {
  bar: UsageBar
  label: string
  length: number
}

/** How much was used over time. The same figures stand in the table below it. */
export function UsageChart({ bars, metric }: { bars: UsageBar[]; metric: Metric }) {
  const points: Point[] = bars.map((bar) => ({ bar, label: bar.label, length: lengthOf(bar, metric) }))
  return (
    <div aria-hidden className="h-64 w-full text-xs">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={points} margin={{ top: 8, right: 4, bottom: 0, left: 0 }} barCategoryGap="18%">
          <CartesianGrid vertical={false} stroke="var(--rule)" />
          <XAxis
            dataKey="label"
            minTickGap={24}
            tickLine={false}
            axisLine={{ stroke: 'var(--rule-2)' }}
            tick={{ fill: 'var(--ink-3)' }}
          />
          <YAxis
            width={56}
            tickCount={4}
            allowDecimals={metric === 'cost'}
            tickLine={false}
            axisLine={false}
            tick={{ fill: 'var(--ink-3)' }}
            tickFormatter={(value: number) => axisLabel(value, metric)}
          />
          <Tooltip
            cursor={{ fill: 'var(--hover)' }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const point = payload[0]?.payload as Point | undefined
              return active && point ? <Hint bar={point.bar} /> : null
            }}
          />
          <Bar dataKey="length" fill="var(--ink)" maxBarSize={36} minPointSize={1} isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}

function Hint({ bar }: { bar: UsageBar }) {
  return (
    <div className="figures rounded-md border border-rule-2 bg-raised px-3 py-2 text-sm shadow-float">
      <p className="font-medium">{bar.label}</p>
      <p>{formatUsd(bar.costUsd)}</p>
      <p className="text-ink-3">
        {formatCount(bar.jobs)} pieces, {formatCount(bar.tokens)} tokens
      </p>
    </div>
  )
}

const short = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 })

/** The axis is drawn, not reckoned with: a float will do. */
function axisLabel(value: number, metric: Metric): string {
  if (metric !== 'cost') return short.format(value)
  if (value === 0) return '$0'
  return value < 100 ? `$${value.toFixed(value < 0.1 ? 4 : 2)}` : `$${short.format(value)}`
}
