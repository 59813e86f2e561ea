import { parseArgs } from 'node:util'
import { leastSample, planSample } from './sample-size.ts'
import { shareOfWinners, simulatedMetrics, type SimulatedMetricName } from './simulate.ts'

/** Simulates more and longer experiments than the tests do, and prints how often they declare a winner. */
const { values } = parseArgs({
  options: {
    experiments: { type: 'string', default: '2000' },
    jobs: { type: 'string', default: '5000' },
    every: { type: 'string', default: '50' },
    lift: { type: 'string', default: '0.1' },
  },
})
const [experiments, jobs] = [Number(values.experiments), Number(values.jobs)]
const looks = { lookEvery: Number(values.every), minimum: leastSample }
const lift = Number(values.lift)
const names = Object.keys(simulatedMetrics) as SimulatedMetricName[]
const variantsOf = (count: number) => Array.from({ length: count }, (_, at) => ({ key: 'abcde'.charAt(at), weight: 1 }))
const percent = (share: number) => `${(share * 100).toFixed(2)}%`

for (const name of names) {
  const { of, baseline } = simulatedMetrics[name]
  for (const count of [2, 5]) {
    const variants = variantsOf(count)
    const equal = of(0)
    const plan = planSample(variants, equal.kind, baseline, lift)
    if (!plan) continue
    const common = { ...looks, experiments, variants, tunedFor: plan.tunedFor }
    const wrong = shareOfWinners({ ...common, metric: equal, jobs })
    const found = name === 'rare passes' ? null : shareOfWinners({ ...common, metric: of(lift), jobs: plan.jobs }, 'b')
    process.stdout.write(
      `${name}, ${count} variants: of ${experiments} experiments of equals over ${jobs} jobs ${percent(wrong)} declare a ` +
        `winner; a lift of ${percent(lift)} needs ${plan.jobs} jobs` +
        (found === null ? '\n' : ` and is found in ${percent(found)}\n`),
    )
  }
}
