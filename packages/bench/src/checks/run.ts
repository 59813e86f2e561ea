import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { percentile } from '../report.ts'

const script = join(import.meta.dirname, '../../../../apps/cpm/src/test/time-checks.ts')

/** A piece of so many words is checked within so long, at the median. */
const target = { words: 2000, ms: 50 }

/** Measures the checks of pieces of several lengths, in a process of their own. */
export async function benchChecks(samples: number): Promise<{ text: string; isReached: boolean }> {
  const { stdout } = await promisify(execFile)(process.execPath, [script, String(samples)])
  const measured = JSON.parse(stdout) as { words: number; samplesMs: number[] }[]
  const rows = measured.map(({ words, samplesMs }) => ({
    words,
    medianMs: percentile(samplesMs, 0.5),
    slowMs: percentile(samplesMs, 0.95),
  }))
  const judged = rows.find(({ words }) => words >= target.words)
  const isReached = judged !== undefined && judged.medianMs <= target.ms
  const text = [
    'All checks of a piece, in their thread, wall clock:',
    ...rows.map(
      ({ words, medianMs, slowMs }) =>
        `${String(words).padStart(6)} words  ${medianMs.toFixed(1).padStart(7)} ms median  ${slowMs.toFixed(1).padStart(7)} ms p95`,
    ),
    `target: ${target.words} words within ${target.ms} ms: ${isReached ? 'reached' : 'missed'}`,
  ].join('\n')
  return { text, isReached }
}
