import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measureSystem, type Amounts, type Measured } from './measure/measure-system.ts'
import { formatReport } from './report.ts'
import { startBaseline } from './systems/baseline.ts'
import { startHgContent } from './systems/hg-content.ts'
import { startProvider } from './systems/provider.ts'
import type { System } from './systems/system.ts'

const usage = `pnpm bench [--rounds 3] [--jobs 1000] [--samples 100] [--concurrency 64]

Measures the pipeline beside the barest one on the same libraries, in turns, on PostgreSQL, PgBouncer and Redis, with a
provider that answers at once. Figures are medians over rounds and percentiles over all samples.
`

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    jobs: { type: 'string', default: '1000' },
    samples: { type: 'string', default: '100' },
    concurrency: { type: 'string', default: '64' },
    help: { type: 'boolean', default: false },
  },
})

const say = (line: string) => process.stdout.write(`${line}\n`)

async function measureInTurns(dir: string): Promise<string> {
  const amounts: Amounts = { warmUp: 300, jobs: Number(values.jobs), latencySamples: Number(values.samples) }
  const stops: (() => Promise<void>)[] = []
  const started = <T extends { stop(): Promise<void> }>(part: T): T => {
    stops.unshift(() => part.stop())
    return part
  }
  try {
    const { openaiBaseUrl } = started(await startProvider(dir))
    const surroundings = { dir, concurrency: Number(values.concurrency), openaiBaseUrl }
    const baseline = started(await startBaseline(surroundings))
    const measured = started(await startHgContent(surroundings))
    const rounds = new Map<System, Measured[]>([baseline, measured].map((system) => [system, []]))
    for (let round = 1; round <= Number(values.rounds); round++) {
      for (const [system, results] of rounds) {
        say(`round ${round}: ${system.name}`)
        results.push(await measureSystem(system, amounts))
      }
    }
    return formatReport(rounds.get(measured) ?? [], rounds.get(baseline) ?? [])
  } finally {
    for (const stop of stops) await stop()
  }
}

if (values.help) say(usage)
else {
  const dir = await mkdtemp(join(tmpdir(), 'hg-bench-'))
  say(`The output of what is measured goes to ${dir}.`)
  say(`\n${await measureInTurns(dir)}`)
  await rm(dir, { recursive: true })
}
