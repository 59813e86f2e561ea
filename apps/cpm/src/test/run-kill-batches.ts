import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { startHarness } from './harness.ts'
import { killBatches } from './kill-batches.ts'

/** Kills workers while pieces are in the batches of providers. Exits with 1 where something is wrong. */
const { values } = parseArgs({ options: { jobs: { type: 'string', default: '20' }, seed: { type: 'string' } } })
const seed = Number(values.seed ?? randomInt(2 ** 31))
const h = await startHarness()
try {
  const found = await killBatches(h, {
    jobs: Number(values.jobs),
    random: seeded(seed),
    onProgress: (kills, open) => process.stderr.write(`${kills} workers killed, ${open} pieces were open\n`),
  })
  process.stdout.write(`${JSON.stringify({ seed, ...found }, null, 2)}\n`)
  process.exitCode = found.wrong.length > 0 ? 1 : 0
} finally {
  await h.close()
}

/** Numbers from 0 to 1, the same ones for the same seed (mulberry32). */
function seeded(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
