import { allocate, type Weighted } from './allocate.ts'
import type { Moments } from './compare.ts'
import { judge } from './judge.ts'
import { checkSampleRatio } from './sample-ratio.ts'

/** Draws from 0 to below 1, the same ones for the same seed: mulberry32 (Tommy Ettinger, public domain). */
export function seededDraws(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A metric of made-up pieces: what one piece of a variant comes to. */
export interface SimulatedMetric {
  kind: 'share' | 'mean'
  draw: (random: () => number, key: string) => number
}

/** A normal number by the Box-Muller transform. */
export function drawNormal(random: () => number, mean: number, deviation: number): number {
  return mean + deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

export interface Simulation {
  seed: number
  variants: readonly Weighted[]
  metric: SimulatedMetric
  jobs: number
  /** Looks after every so many jobs, and after the last one. */
  lookEvery: number
  tunedFor: number
  minimum: number
}

/** Runs one experiment on made-up pieces, looking at it again and again: who was declared the winner at any look, and after how many jobs. */
export function simulateExperiment(simulation: Simulation): { winner: string; afterJobs: number } | null {
  const { variants, metric, jobs, lookEvery } = simulation
  const random = seededDraws(simulation.seed)
  const sums = new Map(variants.map(({ key }) => [key, { count: 0, mean: 0, squares: 0 }]))
  for (let job = 1; job <= jobs; job += 1) {
    const key = allocate(`experiment-${simulation.seed}`, String(job), variants)
    const sum = sums.get(key)
    if (!sum) continue
    add(sum, metric.draw(random, key))
    if (job % lookEvery !== 0 && job !== jobs) continue
    const measured = variants.map((variant) => ({ ...variant, moments: momentsOf(sums.get(variant.key)) }))
    const { winner } = judge(measured, {
      ...{ kind: metric.kind, better: 'higher', tunedFor: simulation.tunedFor, minimum: simulation.minimum },
      sampleRatio: checkSampleRatio(measured.map((one) => ({ ...one, assigned: one.moments.count }))),
    })
    if (winner !== null) return { winner, afterJobs: job }
  }
  return null
}

/** Which part of so many simulated experiments declares a winner, or this one. */
export function shareOfWinners(given: Omit<Simulation, 'seed'> & { experiments: number }, wanted?: string): number {
  let winners = 0
  for (let seed = 1; seed <= given.experiments; seed += 1) {
    const outcome = simulateExperiment({ ...given, seed })
    if (outcome && (wanted === undefined || outcome.winner === wanted)) winners += 1
  }
  return winners / given.experiments
}

interface Sum {
  count: number
  mean: number
  squares: number
}

/** Welford's running mean and sum of squares. */
function add(sum: Sum, value: number): void {
  sum.count += 1
  const before = value - sum.mean
  sum.mean += before / sum.count
  sum.squares += before * (value - sum.mean)
}

function momentsOf(sum: Sum | undefined): Moments {
  if (!sum) return { count: 0, mean: 0, variance: 0 }
  return { count: sum.count, mean: sum.mean, variance: sum.count > 1 ? sum.squares / (sum.count - 1) : 0 }
}

const clip = (score: number) => Math.max(0, Math.min(100, Math.round(score)))
const liftOf = (key: string, lift: number) => (key === 'b' ? 1 + lift : 1)

/**
 * Pieces as they are: scores in whole points up to 100; passes, common and rare; costs with a long tail. B's are higher by
 * `lift`. With the baseline that a plan would know of them.
 */
export const simulatedMetrics = {
  scores: {
    baseline: { mean: 65, deviation: 12, coverage: 1 },
    of: (lift: number): SimulatedMetric => ({
      kind: 'mean',
      draw: (random, key) => clip(drawNormal(random, 65 * liftOf(key, lift), 12)),
    }),
  },
  passes: {
    baseline: { mean: 0.7, deviation: 0, coverage: 1 },
    of: (lift: number): SimulatedMetric => ({
      kind: 'share',
      draw: (random, key) => Number(random() < 0.7 * liftOf(key, lift)),
    }),
  },
  'rare passes': {
    baseline: { mean: 0.05, deviation: 0, coverage: 1 },
    of: (lift: number): SimulatedMetric => ({
      kind: 'share',
      draw: (random, key) => Number(random() < 0.05 * liftOf(key, lift)),
    }),
  },
  costs: {
    // Log-normal with a spread of 0.5 in the logarithm.
    baseline: { mean: Math.exp(0.125), deviation: Math.exp(0.125) * Math.sqrt(Math.exp(0.25) - 1), coverage: 1 },
    of: (lift: number): SimulatedMetric => ({
      kind: 'mean',
      draw: (random, key) => Math.exp(drawNormal(random, 0, 0.5)) * liftOf(key, lift),
    }),
  },
}
export type SimulatedMetricName = keyof typeof simulatedMetrics
