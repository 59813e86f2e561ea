import { spawn, type ChildProcess } from 'node:child_process'
import { bareEnv } from './env.ts'
import { endProcess } from './start-process.ts'
import { waitFor } from './wait-for.ts'

export interface AppExit {
  code: number | null
  signal: NodeJS.Signals | null
}

export interface SpawnedApp {
  pid: number
  /** Every line that the program wrote so far, to either stream. */
  logs: string[]
  exited: Promise<AppExit>
  /** Sends a signal and waits for the end of the process. */
  kill(signal: NodeJS.Signals): Promise<AppExit>
  /** SIGTERM, and SIGKILL for a program that ignores it for 10 s. */
  stop(): Promise<void>
}

const running = new Set<ChildProcess>()
// A test that fails before it stops its programs must not leave them behind.
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')))

/**
 * Runs a service as a process of its own, with Node, and waits until it is ready: until a line of its output matches
 * `readyPattern`, or `healthUrl` answers 2xx. It inherits PATH and HOME only; `env` is the rest.
 * Rejects with the last lines of its output when it ends first or is not ready after `timeoutMs` (default 60 s).
 */
export async function spawnApp(
  entry: string,
  env: Record<string, string>,
  options: { readyPattern?: RegExp; healthUrl?: string; args?: string[]; cwd?: string; timeoutMs?: number } = {},
): Promise<SpawnedApp> {
  const child = spawn(process.execPath, [entry, ...(options.args ?? [])], {
    cwd: options.cwd,
    env: { ...bareEnv(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const logs: string[] = []
  collectLines(child, logs)
  let exit: AppExit | undefined
  const exited = new Promise<AppExit>((resolve) => {
    // `close` comes after `exit`, when the output is complete too.
    child.once('close', (code, signal) => {
      running.delete(child)
      resolve((exit = { code, signal }))
    })
  })

  const ready = async () => {
    if (exit) return true
    const { readyPattern, healthUrl } = options
    if (readyPattern && !logs.some((line) => readyPattern.test(line))) return false
    if (healthUrl) return (await fetch(healthUrl, { signal: AbortSignal.timeout(2000) })).ok
    return true
  }
  const tail = () => logs.slice(-20).join('\n')
  try {
    await waitFor(ready, { timeoutMs: options.timeoutMs ?? 60_000, what: `${entry} being ready` })
  } catch (cause) {
    await endProcess(child, 'SIGKILL')
    throw new Error(`${entry} was not ready in time:\n${tail()}`, { cause })
  }
  if (exit) throw new Error(`${entry} ended (${exit.code ?? exit.signal}) before it was ready:\n${tail()}`)

  return {
    pid: child.pid ?? 0,
    logs,
    exited,
    kill(signal) {
      child.kill(signal)
      return exited
    },
    async stop() {
      await endProcess(child, 'SIGTERM')
      await exited
    },
  }
}

function collectLines(child: ChildProcess, logs: string[]): void {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream?.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      logs.push(...lines)
    })
    stream?.on('end', () => rest && logs.push(rest))
  }
}
