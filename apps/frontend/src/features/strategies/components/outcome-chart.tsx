'use client'

import type { StrategyVersionOutcome } from '@hg/contracts'
import {
  Bar,
  BarChart,
  CartesianGrid,
  Cell,
  LabelList,
  ReferenceLine,
  ResponsiveContainer,
  XAxis,
  YAxis,
} from 'recharts'

/** The mean score of each version, with the score that pieces must reach. Figures are in the table beside it. */
export function OutcomeChart(props: {
  outcomes: StrategyVersionOutcome[]
  current: number
  minScore: number | undefined
}) {
  const data = props.outcomes
    .filter(({ quality }) => quality.mean !== null)
    .toSorted((a, b) => a.version - b.version)
    .slice(-12)
    .map(({ version, quality }) => ({ name: `v${version}`, version, score: Math.round(quality.mean ?? 0) }))
  return (
    <div aria-hidden className="h-56 w-full max-w-xl text-sm">
      <ResponsiveContainer width="100%" height="100%">
        <BarChart data={data} margin={{ top: 20, right: 8, bottom: 0, left: -24 }} barCategoryGap="30%">
          <CartesianGrid vertical={false} stroke="var(--rule)" />
          <XAxis
            dataKey="name"
            tickLine={false}
            axisLine={{ stroke: 'var(--rule-2)' }}
            tick={{ fill: 'var(--ink-3)' }}
          />
          <YAxis
            domain={[0, 100]}
            ticks={[0, 50, 100]}
            tickLine={false}
            axisLine={false}
            tick={{ fill: 'var(--ink-3)' }}
          />
          {props.minScore !== undefined && (
            <ReferenceLine y={props.minScore} stroke="var(--accent)" strokeDasharray="3 3" />
          )}
          <Bar dataKey="score" maxBarSize={44} isAnimationActive={false}>
            {data.map(({ version }) => (
              <Cell key={version} fill={version === props.current ? 'var(--ink)' : 'var(--rule-2)'} />
            ))}
            <LabelList dataKey="score" position="top" fill="var(--ink-2)" />
          </Bar>
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}
