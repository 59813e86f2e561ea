import type { ExperimentMetric } from '@hg/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate, type Weighted } from './allocate.ts'
import { reachOf } from './always-valid.ts'
import { chiSquareTail } from './chi-square.ts'
import { type Comparison, compare } from './compare.ts'
import { guardCost, guardPassRate } from './guardrails.ts'
import { judge } from './judge.ts'
import { checkSampleRatio } from './sample-ratio.ts'
import { alphaOf, planGuardrails, planSample } from './sample-size.ts'
import { describeComparison } from './words.ts'

const halves: Weighted<'a' | 'b'>[] = [
  { key: 'a', weight: 1 },
  { key: 'b', weight: 1 },
]
const uuids = fc.uuid({ version: 7 })

describe('allocation', () => {
  it('is known by heart: it must never change while experiments run', () => {
    const five = [3, 1, 4, 1, 5].map((weight, at) => ({ key: 'abcde'.charAt(at), weight }))
    const jobs = ['0190a6d8-0000-7000-8000-000000000001', '0190a6d8-0000-7000-8000-000000000002', 'x', 'y', 'z']
    expect(jobs.map((job) => allocate('0190a6d8-1111-7000-8000-000000000001', job, five))).toEqual([
      'e',
      'a',
      'c',
      'b',
      'a',
    ])
  })

  it('is the same for the same job and independent between experiments', () => {
    fc.assert(
      fc.property(
        uuids,
        uuids,
        (experiment, job) => allocate(experiment, job, halves) === allocate(experiment, job, halves),
      ),
    )
    const jobs = Array.from({ length: 4000 }, (_, at) => `job-${at}`)
    const both = jobs.filter((job) => allocate('first', job, halves) === 'a' && allocate('second', job, halves) === 'a')
    // A quarter of them, within six standard deviations.
    expect(Math.abs(both.length - 1000)).toBeLessThan(6 * Math.sqrt(4000 * 0.25 * 0.75))
  })

  it.each([[[1, 1]], [[9, 1]], [[1, 1, 1]], [[50, 20, 15, 10, 5]], [[100, 1]]])('follows the weights %j', (weights) => {
    const variants = weights.map((weight, at) => ({ key: String(at), weight }))
    const counts = new Map<string, number>()
    for (let job = 0; job < 20_000; job += 1) {
      const key = allocate('0190a6d8-2222-7000-8000-000000000001', String(job), variants)
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
    const assigned = variants.map((variant) => ({ ...variant, assigned: counts.get(variant.key) ?? 0 }))
    expect(checkSampleRatio(assigned)).toEqual({ p_value: expect.any(Number) as number, skewed: false })
  })
})

describe('the chi-square distribution', () => {
  // Upper percentage points: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4; df 2 and 4 in closed form.
  it.each([
    [2.706, 1, 0.1],
    [3.841, 1, 0.05],
    [10.828, 1, 0.001],
    [5.991, 2, 0.05],
    [7.815, 3, 0.05],
    [16.266, 3, 0.001],
    [9.488, 4, 0.05],
    [18.467, 4, 0.001],
    [0, 3, 1],
  ])('puts %d with %d degrees of freedom at %d', (statistic, degrees, chance) => {
    expect(chiSquareTail(statistic, degrees) / chance).toBeCloseTo(1, 2)
  })

  it('agrees with the closed forms of even degrees of freedom', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 400, noNaN: true }), (x) => {
        expect(chiSquareTail(x, 2) / Math.exp(-x / 2)).toBeCloseTo(1, 9)
        expect(chiSquareTail(x, 4) / (Math.exp(-x / 2) * (1 + x / 2))).toBeCloseTo(1, 9)
      }),
    )
  })
})

describe('the sample ratio', () => {
  const of = (a: number, b: number) =>
    checkSampleRatio([
      { key: 'a', weight: 1, assigned: a },
      { key: 'b', weight: 1, assigned: b },
    ])

  it('of an even split is healthy, of a skewed one is flagged', () => {
    expect(of(1000, 1000)).toEqual({ p_value: 1, skewed: false })
    expect(of(1030, 970).skewed).toBe(false)
    expect(of(1100, 900)).toEqual({ p_value: expect.closeTo(7.744e-6, 8) as number, skewed: true })
    expect(of(1000, 0).skewed).toBe(true)
  })

  it('is measured by the weights', () => {
    const variants = [
      { key: 'a', weight: 9, assigned: 900 },
      { key: 'b', weight: 1, assigned: 100 },
    ]
    expect(checkSampleRatio(variants).skewed).toBe(false)
    expect(checkSampleRatio(variants.map((one) => ({ ...one, weight: 1 }))).skewed).toBe(true)
  })

  it('says nothing of a handful of jobs', () => {
    expect(of(8, 0)).toEqual({ p_value: null, skewed: false })
    expect(of(0, 0)).toEqual({ p_value: null, skewed: false })
  })
})

describe('always-valid intervals', () => {
  it('reach as far as the published formula says, and never shorter than a fixed interval', () => {
    // sqrt(2 (tρ² + 1) / (tρ²) · ln(sqrt(tρ² + 1) / α)) with tρ² = 7.9367 at the tuned size.
    expect(reachOf(500, 500, 0.05)).toBeCloseTo(3.0352, 3)
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 1e6 }), fc.integer({ min: 4, max: 1e6 }), (size, tuned) => {
        expect(reachOf(size, tuned, 0.05)).toBeGreaterThan(1.96)
        expect(reachOf(size, tuned, 0.01)).toBeGreaterThan(reachOf(size, tuned, 0.05))
      }),
    )
  })

  it('are within a tenth of the narrowest from a fourth to sixteen times the tuned size', () => {
    for (const times of [0.25, 0.5, 1, 2, 4, 8, 16])
      expect(reachOf(1000 * times, 1000, 0.05) / reachOf(1000 * times, 1000 * times, 0.05)).toBeLessThan(1.1)
  })

  it('are not given where nothing varies or next to nothing is known', () => {
    const options = { kind: 'mean', tunedFor: 100, alpha: 0.05 } as const
    const flat = { count: 50, mean: 1, variance: 0 }
    expect(compare(flat, flat, options).interval).toBeNull()
    expect(compare({ ...flat, count: 1 }, { ...flat, variance: 2 }, options).interval).toBeNull()
    expect(compare({ ...flat, mean: 0 }, flat, options)).toMatchObject({ difference: 1, relative: null })
  })

  it('do not take twenty passes of twenty for certainty', () => {
    const all = { count: 20, mean: 1, variance: 0 }
    const { interval } = compare(all, all, { kind: 'share', tunedFor: 40, alpha: 0.05 })
    expect(interval?.low).toBeLessThan(-0.15)
  })
})

describe('a judgement', () => {
  const options = {
    ...({ kind: 'mean', better: 'higher', tunedFor: 400, minimum: 50 } as const),
    sampleRatio: { p_value: 1, skewed: false },
  }
  const variant = (key: string, mean: number, count = 200) => ({ key, moments: { count, mean, variance: 100 } })

  it('declares the best of those that are better, or the control when all others are worse', () => {
    const winnerOf = (...means: number[]) =>
      judge(
        means.map((mean, at) => variant('abcde'.charAt(at), mean)),
        options,
      ).winner
    expect(winnerOf(70, 71)).toBeNull()
    expect(winnerOf(70, 80)).toBe('b')
    expect(winnerOf(70, 80, 83)).toBe('c')
    expect(winnerOf(70, 60)).toBe('a')
    expect(winnerOf(70, 60, 70)).toBeNull()
    expect(winnerOf(70, 60, 61)).toBe('a')
  })

  it('turns round where less is better', () => {
    const { winner, comparisons } = judge([variant('a', 70), variant('b', 60)], { ...options, better: 'lower' })
    expect(winner).toBe('b')
    expect(comparisons[0]?.verdict).toBe('better')
  })

  it('says nothing below the minimum, and declares nobody where the allocation is skewed', () => {
    const early = judge([variant('a', 70, 49), variant('b', 90, 400)], options)
    expect(early).toMatchObject({ winner: null, comparisons: [{ verdict: 'too_few' }] })
    const sampleRatio = { p_value: 0.0001, skewed: true }
    expect(judge([variant('a', 70), variant('b', 90)], { ...options, sampleRatio })).toMatchObject({
      ...{ winner: null, comparisons: [{ verdict: 'open' }] },
    })
  })
})

describe('guardrails', () => {
  const share = (mean: number, count: number) => ({ mean, count, variance: mean * (1 - mean) })
  const cost = (mean: number, count: number) => ({ mean, count, variance: (mean * 0.3) ** 2 })
  const options = { tunedFor: 1000, variants: 2 }

  it('keep only what is shown to be no worse than the margin', () => {
    const pass = (a: number, b: number, count: number) =>
      guardPassRate(share(a, count), share(b, count), { ...options, margin: 0.05 })
    expect(pass(0.9, 0.9, 100)).toBe('unclear')
    expect(pass(0.9, 0.9, 2000)).toBe('kept')
    expect(pass(0.9, 0.7, 2000)).toBe('broken')
    expect(pass(1, 1, 20)).toBe('unclear')
    expect(pass(0.9, 0.9, 0)).toBe('unclear')
  })

  it('measure cost by the control’s', () => {
    const spend = (a: number, b: number, count: number) =>
      guardCost(cost(a, count), cost(b, count), { ...options, margin: 0.1 })
    expect(spend(2000, 2000, 1000)).toBe('kept')
    expect(spend(2000, 2200, 1000)).toBe('unclear')
    expect(spend(2000, 2600, 1000)).toBe('broken')
    expect(spend(2000, 2000, 60)).toBe('unclear')
    expect(spend(0, 0, 1000)).toBe('unclear')
  })
})

describe('the promised sample', () => {
  const baseline = { mean: 75, deviation: 15, coverage: 1 }

  it('grows with the square of what is to be found, with the variants, and with pieces that tell nothing', () => {
    const jobs = (variants: Weighted[], lift: number, coverage = 1) =>
      planSample(variants, 'mean', { ...baseline, coverage }, lift)?.jobs ?? NaN
    expect(jobs(halves, 0.1)).toBe(241)
    expect(jobs(halves, 0.05) / jobs(halves, 0.1)).toBeCloseTo(4, 1)
    expect(jobs(halves, -0.1)).toBe(jobs(halves, 0.1))
    expect(jobs(halves, 0.1, 0.5) / jobs(halves, 0.1)).toBeCloseTo(2, 1)
    expect(jobs([...halves, { key: 'c', weight: 1 }], 0.1)).toBeGreaterThan(1.5 * jobs(halves, 0.1))
    expect(
      jobs(
        [
          { key: 'a', weight: 9 },
          { key: 'b', weight: 1 },
        ],
        0.1,
      ),
    ).toBeGreaterThan(2 * jobs(halves, 0.1))
  })

  it('leaves each variant enough for the central limit theorem, whatever is expected', () => {
    const weighted = [
      { key: 'a', weight: 4 },
      { key: 'b', weight: 1 },
    ]
    const jobs = [
      { key: 'a', jobs: 200 },
      { key: 'b', jobs: 50 },
    ]
    expect(planSample(weighted, 'mean', baseline, 2)).toEqual({ jobs: 250, variants: jobs, tunedFor: 250 })
    expect(planSample(weighted, 'mean', baseline, 2, 300)?.jobs).toBe(1500)
  })

  it('is none where no such change is possible', () => {
    expect(planSample(halves, 'mean', { ...baseline, mean: 0 }, 0.1)).toBeNull()
    expect(planSample(halves, 'share', { mean: 1, deviation: 0, coverage: 1 }, 0.1)).toBeNull()
    const nearly = { mean: 0.95, deviation: 0, coverage: 1 }
    expect(planSample(halves, 'share', nearly, 0.5)?.jobs).toBe(planSample(halves, 'share', nearly, 0.1)?.jobs)
  })

  it('of the guardrails grows as their margins shrink', () => {
    const baselines = {
      passRate: { mean: 0.9, deviation: 0, coverage: 1 },
      cost: { mean: 2000, deviation: 600, coverage: 1 },
    }
    const jobs = (passRate: number, cost: number) => planGuardrails(halves, baselines, { passRate, cost }) ?? NaN
    expect(jobs(0.05, 0.5)).toBe(2165)
    expect(jobs(0.05, 0.5) / jobs(0.1, 0.5)).toBeCloseTo(4, 1)
    expect(jobs(0.5, 0.1)).toBeGreaterThan(jobs(0.5, 0.2))
    expect(
      planGuardrails(halves, { ...baselines, cost: { ...baselines.cost, mean: 0 } }, { passRate: 0.1, cost: 0.1 }),
    ).toBeNull()
  })

  it('shares the error rate among the comparisons', () => {
    expect([2, 3, 5].map(alphaOf)).toEqual([0.05, 0.025, 0.0125])
  })
})

describe('words', () => {
  const words = (
    metric: ExperimentMetric,
    difference: number,
    low: number,
    high: number,
    verdict: 'open' | 'better' | 'worse',
  ) =>
    describeComparison(
      metric,
      { control: 'a', variant: 'b' },
      {
        comparison: { difference, relative: null, interval: { low, high } },
        ...{ verdict, controlMean: 2000 },
      },
    )

  it.each([
    [
      words('quality_score', 4.2, 1.1, 7.3, 'better'),
      'B’s pieces score 4.2 points higher than A’s; the true difference is between 1.1 and 7.3 points.',
    ],
    [
      words('quality_score', -4.2, -7.3, -1.1, 'worse'),
      'B’s pieces score 4.2 points lower than A’s; the true difference is between 1.1 and 7.3 points.',
    ],
    [
      words('quality_score', 1, -2, 4, 'open'),
      'B’s pieces score 1 point higher than A’s so far, which may be chance: the true difference is between 2 points lower and 4 points higher.',
    ],
    [
      words('pass_rate', 0.05, 0.01, 0.09, 'better'),
      'B’s pieces pass their checks 5 percentage points more often than A’s; the true difference is between 1 and 9 percentage points.',
    ],
    [
      words('cost', -300, -400, -200, 'better'),
      'B’s pieces cost 15% less than A’s; the true difference is between 10% and 20%.',
    ],
    [
      words('latency', -2.5, -4, -1, 'better'),
      'B’s pieces are written 2.5 seconds faster than A’s; the true difference is between 1 and 4 seconds.',
    ],
    [
      words('repairs', 0.25, 0.1, 0.4, 'worse'),
      'B’s pieces need 0.25 repairs more than A’s; the true difference is between 0.10 and 0.40 repairs.',
    ],
    [
      words('feedback', 0.1, -0.1, 0.3, 'open'),
      'B’s pieces are liked 10 percentage points more often than A’s so far, which may be chance: the true difference is between 10 percentage points less often and 30 percentage points more often.',
    ],
    [
      words('edits', -0.1, -0.2, -0.05, 'better'),
      'B’s pieces are edited 10 percentage points less often than A’s; the true difference is between 5 and 20 percentage points.',
    ],
  ])('%s', (said, expected) => {
    expect(said).toBe(expected)
  })

  it('say so when too little is known, or nothing differs', () => {
    const alike = { difference: 0, relative: null, interval: null }
    const say = (verdict: 'too_few' | 'open', comparison: Comparison = alike) =>
      describeComparison('edits', { control: 'a', variant: 'c' }, { comparison, verdict, controlMean: 0 })
    expect(say('too_few')).toBe('Too few pieces are measured yet to compare C with A.')
    const over = {
      comparison: { ...alike, difference: 0.1, interval: { low: -0.1, high: 0.3 } },
      controlMean: 0,
      isOver: true,
    }
    const said = (['too_few', 'open'] as const).map((verdict) =>
      describeComparison('edits', { control: 'a', variant: 'c' }, { ...over, verdict }),
    )
    expect(said).toEqual([
      'Too few pieces were measured to compare C with A.',
      'C’s pieces are edited 10 percentage points more often than A’s, which may be chance: the true difference is between 10 percentage points less often and 30 percentage points more often.',
    ])
    expect(say('open')).toBe('No difference shows between C’s pieces and A’s: all are alike.')
    expect(say('open', { ...alike, interval: { low: -0.02, high: 0.02 } })).toBe(
      'C’s pieces and A’s are alike so far: the true difference is between 2 percentage points less often and 2 percentage points more often.',
    )
  })
})
