import { describe, expect, it } from 'vitest'
import { checkSampleRatio } from './sample-ratio.ts'
import { leastSample, planSample } from './sample-size.ts'
import { seededDraws, shareOfWinners, simulatedMetrics, type SimulatedMetricName } from './simulate.ts'

const variants = (count: number) => Array.from({ length: count }, (_, at) => ({ key: 'abcde'.charAt(at), weight: 1 }))
const looks = { lookEvery: 50, minimum: leastSample }

describe('1,000 experiments of equals, looked at after every 50 jobs', () => {
  it.each<[SimulatedMetricName, number]>([
    ['scores', 2],
    ['scores', 5],
    ['passes', 2],
    ['rare passes', 2],
    ['costs', 3],
  ])('declare a winner in at most one of twenty: %s of %d variants', (name, count) => {
    const metric = simulatedMetrics[name].of(0)
    const size = { experiments: 1000, jobs: 1000, tunedFor: 300, variants: variants(count) }
    expect(shareOfWinners({ ...looks, ...size, metric })).toBeLessThanOrEqual(0.05)
  })
})

describe('a true difference of a tenth', () => {
  it.each<SimulatedMetricName>(['scores', 'passes', 'costs'])(
    'is found with the promised sample in at least four of five: %s',
    (name) => {
      const { of, baseline } = simulatedMetrics[name]
      const metric = of(0.1)
      const plan = planSample(variants(2), metric.kind, baseline, 0.1)
      if (!plan) throw new Error(name)
      const size = { experiments: 300, jobs: plan.jobs, tunedFor: plan.tunedFor }
      const simulation = { ...looks, ...size, variants: variants(2), metric }
      expect(shareOfWinners(simulation, 'b')).toBeGreaterThanOrEqual(0.8)
      expect(shareOfWinners(simulation, 'a')).toBeLessThanOrEqual(0.01)
    },
  )
})

describe('the allocation of 500 experiments', () => {
  const flagged = (share: number) => {
    const random = seededDraws(7)
    let count = 0
    for (let experiment = 0; experiment < 500; experiment += 1) {
      let assigned = 0
      for (let job = 0; job < 1000; job += 1) assigned += Number(random() < share)
      const both = [
        { key: 'a', weight: 1, assigned },
        { key: 'b', weight: 1, assigned: 1000 - assigned },
      ]
      count += Number(checkSampleRatio(both).skewed)
    }
    return count / 500
  }

  it('is left alone where it is even, and flagged where one variant gets a tenth more', () => {
    expect(flagged(0.5)).toBeLessThanOrEqual(0.006)
    expect(flagged(0.6)).toBeGreaterThanOrEqual(0.99)
  })
})
