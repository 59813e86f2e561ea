'use client'

import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatCount, formatDuration, formatScore, formatUsd } from '#lib/format.ts'
import type { AnalyticsMetric } from '../get-analytics.ts'
import type { Point, Series } from '../over-time.ts'

/** Told apart without colour, too: by dashes. */
const strokes = [
  { stroke: 'var(--ink)' },
  { stroke: 'var(--accent)' },
  { stroke: 'var(--ink-3)', strokeDasharray: '6 3' },
  { stroke: 'var(--accent)', strokeDasharray: '2 3' },
  { stroke: 'var(--ink)', strokeDasharray: '1 4' },
]

/** A figure of the most used versions over time. The same figures stand in the table below it. */
export function AnalyticsChart(props: { series: Series[]; points: Point[]; metric: AnalyticsMetric }) {
  const { series, points, metric } = props
  return (
    <figure>
      <div aria-hidden className="h-64 w-full text-xs">
        <ResponsiveContainer width="100%" height="100%">
          <LineChart data={points} margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
            <CartesianGrid vertical={false} stroke="var(--rule)" />
            <XAxis
              dataKey="label"
              minTickGap={24}
              tickLine={false}
              axisLine={{ stroke: 'var(--rule-2)' }}
              tick={{ fill: 'var(--ink-3)' }}
            />
            <YAxis
              width={60}
              tickCount={4}
              allowDecimals={metric === 'cost' || metric === 'time'}
              domain={metric === 'score' || metric === 'success' ? [0, 100] : [0, 'auto']}
              tickLine={false}
              axisLine={false}
              tick={{ fill: 'var(--ink-3)' }}
              tickFormatter={(value: number) => inWords(value, metric)}
            />
            <Tooltip
              cursor={{ stroke: 'var(--rule-2)' }}
              isAnimationActive={false}
              content={({ active, payload }) => {
                const point = payload[0]?.payload as Point | undefined
                return active && point ? <Hint point={point} series={series} metric={metric} /> : null
              }}
            />
            {series.map(({ key }, index) => (
              <Line
                key={key}
                dataKey={(point: Point) => point.values[key]}
                {...strokes[index]}
                strokeWidth={1.75}
                dot={points.length < 3}
                connectNulls
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      </div>
      <figcaption className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-sm text-ink-2">
        {series.map(({ key, name }, index) => (
          <span key={key} className="flex items-center gap-2">
            <svg aria-hidden width="24" height="8" className="shrink-0">
              <line x1="0" x2="24" y1="4" y2="4" strokeWidth="2" {...strokes[index]} />
            </svg>
            {name}
          </span>
        ))}
      </figcaption>
    </figure>
  )
}

function Hint({ point, series, metric }: { point: Point; series: Series[]; metric: AnalyticsMetric }) {
  return (
    <div className="figures rounded-md border border-rule-2 bg-raised px-3 py-2 text-sm shadow-float">
      <p className="font-medium">{point.label}</p>
      {series.map(({ key, name }) => {
        const value = point.values[key]
        return typeof value === 'number' ? (
          <p key={key}>
            {inWords(value, metric)} <span className="text-ink-3">{name}</span>
          </p>
        ) : null
      })}
    </div>
  )
}

/** Drawn, not reckoned with: a float will do. */
function inWords(value: number, metric: AnalyticsMetric): string {
  switch (metric) {
    case 'cost':
      return formatUsd(value.toFixed(6))
    case 'time':
      return formatDuration(value * 1000)
    case 'success':
      return `${Math.round(value)}%`
    case 'score':
      return formatScore(Math.round(value * 10) / 10)
    case 'uses':
    case 'tokens':
      return formatCount(Math.round(value))
  }
}
