import { setTimeout as pause } from 'node:timers/promises'
import type { System } from '../systems/system.ts'

const pollMs = 200
const timeoutMs = 300_000
/** The first jobs are left out: while they run, a process that has just started compiles its code. */
const warmUpShare = 0.1

/**
 * Waits until a worker that was just started has written every waiting job. Resolves to jobs completed per second, from the
 * moment when a tenth was done; rejects when one fails.
 */
export async function measureDrainRate({ jobs }: System): Promise<number> {
  const before = await jobs.count()
  const warm = before.completed + Math.ceil(before.unfinished * warmUpShare)
  const deadline = Date.now() + timeoutMs
  let from: { completed: number; atMs: number } | undefined
  for (;;) {
    const { completed, failed, unfinished, lastCompletedAtMs } = await jobs.count()
    if (failed > before.failed) throw new Error(`${failed - before.failed} jobs failed`)
    if (unfinished === 0) {
      if (!from) throw new Error('too few jobs to measure how fast they are written')
      return ((completed - from.completed) * 1000) / (lastCompletedAtMs - from.atMs)
    }
    if (completed >= warm) from ??= { completed, atMs: lastCompletedAtMs }
    if (Date.now() > deadline) throw new Error(`${unfinished} jobs are still waiting after ${timeoutMs / 1000} s`)
    await pause(pollMs)
  }
}
