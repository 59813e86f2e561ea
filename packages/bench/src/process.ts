import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

export interface BenchProcess {
  stop(): Promise<void>
}

const startTimeoutMs = 30_000
const pollMs = 50

const running = new Set<ChildProcess>()
// A start that fails half-way must not leave the other half behind.
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

/**
 * Runs a program with Node, its output in `logFile` so that reading it costs the bench nothing, and waits until
 * `healthUrl` answers 2xx if one is given.
 *
 * @throws with the end of its output when it ends or is not ready in 30 s
 */
export async function startProcess(
  entry: string,
  options: { env: Record<string, string>; logFile: string; healthUrl?: string; args?: string[] },
): Promise<BenchProcess> {
  const log = openSync(options.logFile, 'a')
  const child = spawn(process.execPath, [entry, ...(options.args ?? [])], {
    env: options.env,
    stdio: ['ignore', log, log],
  })
  running.add(child)
  const exited = once(child, 'exit').then(() => running.delete(child))
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null

  const deadline = Date.now() + startTimeoutMs
  while (options.healthUrl && !(await isHealthy(options.healthUrl))) {
    if (hasEnded() || Date.now() > deadline) {
      child.kill('SIGKILL')
      const output = await readFile(options.logFile, 'utf8')
      throw new Error(`${entry} did not start:\n${output.slice(-2000)}`)
    }
    await pause(pollMs)
  }
  return {
    async stop() {
      if (hasEnded()) return
      child.kill('SIGTERM')
      await exited
    },
  }
}

async function isHealthy(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false
  }
}
