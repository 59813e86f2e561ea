import { alignColumns, percentile } from '../report.ts'
import type { Question } from './ask.ts'
import type { Work } from './plans.ts'

export interface CaseResult {
  question: Question
  samplesMs: number[]
  work: Work
}

/** More than this is said, and is no failure. */
const rowsToMention = 20_000

const milliseconds = (ms: number) => (Number.isFinite(ms) ? ms.toFixed(1) : 'error')

/** A table per reader, and whether every case stays under its target without a function per row. */
export function reportLists(results: CaseResult[]): { text: string; isReached: boolean } {
  const readers = new Map(results.map(({ question }) => [question.reader, [] as string[][]]))
  let missed = 0
  for (const { question, samplesMs, work } of results) {
    const { reader, asked } = question
    const p95 = percentile(samplesMs, 0.95)
    const notes = [
      ...(p95 > reader.targetMs ? ['TOO SLOW'] : []),
      ...work.faults.map((fault) => `PER ROW: ${fault}`),
      ...(work.rowsRead > rowsToMention ? ['reads many rows'] : []),
    ]
    if (p95 > reader.targetMs || work.faults.length > 0) missed += 1
    readers
      .get(reader)
      ?.push([
        asked.name,
        milliseconds(Math.min(...samplesMs)),
        milliseconds(percentile(samplesMs, 0.5)),
        milliseconds(p95),
        String(work.rowsRead),
        String(work.buffers),
        String(work.statements),
        notes.join(', '),
      ])
  }
  const header = ['best ms', 'p50 ms', 'p95 ms', 'rows read', 'buffers', 'statements', '']
  const tables = [...readers].map(([reader, rows]) =>
    alignColumns([[`${reader.name} (p95 under ${reader.targetMs} ms)`, ...header], ...rows]),
  )
  const verdict = missed === 0 ? `All ${results.length} cases reached.` : `${missed} of ${results.length} cases missed.`
  return { text: [...tables, verdict].join('\n\n'), isReached: missed === 0 }
}
