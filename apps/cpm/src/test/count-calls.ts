import { parseArgs } from 'node:util'
import { startHarness } from './harness.ts'
import { countMixedCalls, disagreements } from './mixed-calls.ts'

/** Makes calls under mixed faults and compares what we charge by with the sandbox's own account. Exits with 1 where they differ. */
const { values } = parseArgs({ options: { calls: { type: 'string', default: '2000' } } })
const h = await startHarness()
try {
  const accounts = await countMixedCalls(h, {
    calls: Number(values.calls),
    onProgress: (calls) => process.stderr.write(`${calls} calls\n`),
  })
  const found = disagreements(accounts)
  process.stdout.write(`${JSON.stringify({ ...accounts, disagreements: found }, null, 2)}\n`)
  process.exitCode = found.length > 0 ? 1 : 0
} finally {
  await h.close()
}
