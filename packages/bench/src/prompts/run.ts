import { alignColumns, percentile } from '../report.ts'
import { measureServing } from './serving.ts'
import { timeRendering } from './rendering.ts'
import { longTemplate } from './request.ts'

/** A 10 kB template that was compiled before is rendered within so long, in 95 of 100 cases. */
const renderingTargetMs = 2
/** Within so long 95 of 100 requests are answered. */
const servingTargetMs = 10

const row = (what: string, samplesMs: number[], verdict: string) => [
  what,
  ...[0.5, 0.95, 0.99].map((share) => percentile(samplesMs, share).toFixed(2)),
  verdict,
]

/**
 * Measures how fast prompts are made: a long template in a process of its own, then requests to a running instructions module.
 *
 * @param options.samples pieces that the template is rendered for
 */
export async function benchPrompts(options: {
  dir: string
  samples: number
  perSecond: number
  seconds: number
  say: (line: string) => void
}): Promise<{ text: string; isReached: boolean }> {
  const { dir, samples, perSecond, seconds, say } = options
  const size = longTemplate.system_template.length + longTemplate.template.length
  say(`rendering a template of ${size} characters`)
  const times = await timeRendering(dir, samples)
  say(`${perSecond} requests/s for ${seconds} s`)
  const { latenciesMs, failed, failures, sentLateMs, cpuMsPerRequest } = await measureServing({
    dir,
    perSecond,
    seconds,
  })

  const isRendered = percentile(times[0]?.samplesMs ?? [], 0.95) <= renderingTargetMs
  const isServed = failed === 0 && percentile(latenciesMs, 0.95) <= servingTargetMs
  const judge = (isReached: boolean, ms: number) => `p95 within ${ms} ms: ${isReached ? 'reached' : 'missed'}`
  const rows = [
    ...times.map(({ what, samplesMs }, index) =>
      row(what, samplesMs, index === 0 ? judge(isRendered, renderingTargetMs) : ''),
    ),
    row(`POST /generate-prompt at ${perSecond}/s`, latenciesMs, judge(isServed, servingTargetMs)),
  ]
  const text = [
    alignColumns([[`a template of ${size} characters`, 'p50 ms', 'p95 ms', 'p99 ms', ''], ...rows]),
    `${latenciesMs.length} requests, ${failed} failed, the latest sent ${sentLateMs.toFixed(1)} ms after its time. The module took ${cpuMsPerRequest.toFixed(2)} ms of processor time for each.`,
    ...failures,
  ].join('\n')
  return { text, isReached: isRendered && isServed }
}
