import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { benchChecks } from './checks/run.ts'
import { benchLists } from './lists/run.ts'
import { measureSystem, type Amounts, type Measured } from './measure/measure-system.ts'
import { benchPrompts } from './prompts/run.ts'
import { formatReport } from './report.ts'
import { startBaseline } from './systems/baseline.ts'
import { startHgContent } from './systems/hg-content.ts'
import { startProvider } from './systems/provider.ts'
import type { System } from './systems/system.ts'

const usage = `pnpm bench [--rounds 3] [--jobs 1000] [--samples 100] [--concurrency 64]
pnpm bench checks [--samples 50]
pnpm bench prompts [--samples 500] [--rate 200] [--seconds 20]
pnpm bench lists [--jobs 1000000] [--clients 2000] [--samples 60] [--only <regular expression>]

Measures the pipeline beside the barest one on the same libraries, in turns, on PostgreSQL, PgBouncer and Redis, with a
provider that answers at once. Figures are medians over rounds and percentiles over all samples.

\`checks\` measures the checks of pieces of several lengths, and fails when one of 2,000 words takes longer than 50 ms.

\`prompts\` renders a template of 10 kB and asks a running instructions module for prompts at a fixed rate, through PgBouncer;
latencies count from when a request was due. It fails when rendering takes longer than 2 ms or an answer longer than 10 ms (p95).

\`lists\` fills a database with a year of jobs (some 4 GB, a few minutes) and measures what people read of them, with the work of
the database for each case. It fails when one is too slow or calls a function per row. --only takes cases by
"<reader>: <case>".
`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '3' },
    jobs: { type: 'string' },
    clients: { type: 'string', default: '2000' },
    samples: { type: 'string' },
    only: { type: 'string', default: '' },
    rate: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '20' },
    concurrency: { type: 'string', default: '64' },
    help: { type: 'boolean', default: false },
  },
})

const say = (line: string) => process.stdout.write(`${line}\n`)

async function measureInTurns(dir: string): Promise<string> {
  const amounts: Amounts = {
    warmUp: 300,
    jobs: Number(values.jobs ?? 1000),
    latencySamples: Number(values.samples ?? 100),
  }
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

async function measureLists(dir: string): Promise<string> {
  const { text, isReached } = await benchLists({
    dir,
    jobs: Number(values.jobs ?? 1_000_000),
    clients: Number(values.clients),
    samples: Number(values.samples ?? 60),
    only: new RegExp(values.only),
    say,
  })
  if (!isReached) process.exitCode = 1
  return text
}

async function measureChecks(): Promise<string> {
  const { text, isReached } = await benchChecks(Number(values.samples ?? 50))
  if (!isReached) process.exitCode = 1
  return text
}

async function measurePrompts(dir: string): Promise<string> {
  const { text, isReached } = await benchPrompts({
    dir,
    samples: Number(values.samples ?? 500),
    perSecond: Number(values.rate),
    seconds: Number(values.seconds),
    say,
  })
  if (!isReached) process.exitCode = 1
  return text
}

const measurements: Record<string, (dir: string) => Promise<string>> = {
  pipeline: measureInTurns,
  checks: measureChecks,
  prompts: measurePrompts,
  lists: measureLists,
}
const measure = measurements[positionals[0] ?? 'pipeline']

if (values.help || !measure) say(usage)
else {
  const dir = await mkdtemp(join(tmpdir(), 'hg-bench-'))
  say(`The output of what is measured goes to ${dir}.`)
  say(`\n${await measure(dir)}`)
  await rm(dir, { recursive: true })
}
