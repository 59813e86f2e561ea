import { setTimeout as pause } from 'node:timers/promises'
import type { System } from '../systems/system.ts'

const timeoutMs = 10_000

/**
 * Submits `amount` jobs, each when the one before is completed, to a worker with nothing else to do. Resolves to the
 * milliseconds from submitting to the completed row, read about once a millisecond.
 */
export async function measureLatencies({ submission, jobs }: System, amount: number): Promise<number[]> {
  const latencies: number[] = []
  for (let i = 0; i < amount; i++) {
    const startedAt = performance.now()
    const response = await fetch(submission.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...submission.headers },
      body: submission.body,
    })
    const text = await response.text()
    if (response.status !== 202) throw new Error(`submission was answered with ${response.status}: ${text}`)
    const { job_id } = JSON.parse(text) as { job_id: string }
    while (!(await jobs.isCompleted(job_id))) {
      if (performance.now() - startedAt > timeoutMs) throw new Error(`job ${job_id} was not written in ${timeoutMs} ms`)
      await pause(1)
    }
    latencies.push(performance.now() - startedAt)
  }
  return latencies
}
