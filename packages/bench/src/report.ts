import type { Measured } from './measure/measure-system.ts'

/** The value below which `share` of the sorted values lie (nearest rank). */
export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN
}

const median = (values: number[]) => percentile(values, 0.5)

interface Figure {
  name: string
  unit: string
  /** The ratio to reach, and from which side. */
  target?: { ratio: number; is: 'at least' | 'at most' }
  of: (rounds: Measured[]) => number
}

const figures: Figure[] = [
  {
    name: 'accept rate',
    unit: 'jobs/s',
    target: { ratio: 0.8, is: 'at least' },
    of: (rounds) => median(rounds.map((round) => round.acceptPerSecond)),
  },
  {
    name: 'drain rate',
    unit: 'jobs/s',
    target: { ratio: 1.0, is: 'at least' },
    of: (rounds) => median(rounds.map((round) => round.drainPerSecond)),
  },
  {
    name: 'latency p50',
    unit: 'ms',
    target: { ratio: 1.5, is: 'at most' },
    of: (rounds) =>
      percentile(
        rounds.flatMap((round) => round.latenciesMs),
        0.5,
      ),
  },
  {
    name: 'latency p95',
    unit: 'ms',
    of: (rounds) =>
      percentile(
        rounds.flatMap((round) => round.latenciesMs),
        0.95,
      ),
  },
]

/** A table of what was measured (medians over rounds, percentiles over all samples) beside the baseline. */
export function formatReport(measured: Measured[], baseline: Measured[]): string {
  const rows = figures.map(({ name, unit, target, of }) => {
    const [ours, bare] = [of(measured), of(baseline)]
    const ratio = ours / bare
    const isReached = target && (target.is === 'at least' ? ratio >= target.ratio : ratio <= target.ratio)
    return [
      name,
      `${ours.toFixed(1)} ${unit}`,
      `${bare.toFixed(1)} ${unit}`,
      ratio.toFixed(2),
      target ? `${target.is} ${target.ratio.toFixed(1)}` : '',
      target ? (isReached ? 'reached' : 'not reached') : '',
    ]
  })
  return alignColumns([['', 'measured', 'baseline', 'ratio', 'target', ''], ...rows])
}

/** Rows of cells as text, each column as wide as its widest cell. */
export function alignColumns(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
