import { parseArgs } from 'node:util'
import { askAdmin } from './queue-jobs.ts'
import { raceCancellations } from './cancel-races.ts'
import { startHarness } from './harness.ts'
import { raceKeys } from './key-races.ts'

/** How long a cancellation may take to reach the provider. */
const longestMs = 1000

/** Races cancellations against completions, and idempotency keys against themselves. Exits with 1 where something is wrong. */
const { values } = parseArgs({
  options: { cancels: { type: 'string', default: '1000' }, keys: { type: 'string', default: '1000' } },
})
const say = (what: string) => (count: number) => {
  if (count % 100 === 0) process.stderr.write(`${count} ${what}\n`)
}
const h = await startHarness()
try {
  const cancels = await raceCancellations(h, { races: Number(values.cancels), onProgress: say('races') })
  const keys = await raceKeys(h, { keys: Number(values.keys), parallel: 20, onProgress: say('keys') })
  const [made] = await askAdmin<{ jobs: string; keys: string }>(
    h,
    `select count(*) as jobs, count(distinct (client_id, topic)) as keys from jobs where topic like 'Dry lots, key-%'`,
  )
  process.stdout.write(`${JSON.stringify({ cancels, keys, made }, null, 2)}\n`)
  const isWrong = cancels.wrong.length > 0 || keys.wrong.length > 0 || made?.jobs !== made?.keys
  process.exitCode = isWrong || cancels.slowestMs > longestMs ? 1 : 0
} finally {
  await h.close()
}
