import { waitFor } from '@hg/testkit'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Stage } from '../stage/stage.ts'

/** The worker that writes the pieces, as an operator sees it: a process to signal, which is started again when it ends. */
export interface WorkerProcess {
  signal(name: NodeJS.Signals): Promise<void>
  /** Ends it with `kill -9`, and waits until its successor is healthy. */
  killHard(): Promise<void>
  /** Waits until another process than `pid` is healthy. */
  untilReplaced(pid: number): Promise<void>
  pid(): Promise<number>
  /** Whether it still answers for its health. */
  isListening(): Promise<boolean>
}

/** The worker of the running product. */
export function workerOf(stage: Stage): WorkerProcess {
  async function pid(): Promise<number> {
    const pids = JSON.parse(await readFile(join(stage.dataDir, 'pids.json'), 'utf8')) as Record<string, number>
    return pids['cpm-worker'] ?? 0
  }
  function health(): Promise<Response | null> {
    return fetch(`${stage.workerUrl}/health`, { signal: AbortSignal.timeout(2000) }).catch(() => null)
  }
  async function untilReplaced(former: number): Promise<void> {
    const isReplaced = async () => (await pid()) !== former && (await health())?.ok
    await waitFor(isReplaced, { timeoutMs: 50_000, intervalMs: 50, what: 'a new worker being healthy' })
  }
  return {
    pid,
    isListening: async () => (await health()) !== null,
    untilReplaced,
    signal: async (name) => void process.kill(await pid(), name),
    async killHard() {
      const former = await pid()
      process.kill(former, 'SIGKILL')
      await untilReplaced(former)
    },
  }
}
