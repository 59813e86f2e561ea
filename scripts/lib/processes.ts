import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Failure, faint, say } from './say.ts'

export interface Processes {
  /** Starts a program; its output goes to `<name>.log`, its process id to `pids.json` in the data folder. */
  start(name: string, command: string[], env: Record<string, string>, options?: { cwd?: string }): void
  /** Waits until an address answers 2xx; fails when its program ends or the time is over. */
  untilHealthy(name: string, url: string, timeoutMs?: number): Promise<void>
  /** Settles when a program ends that was not asked to, before it was healthy or again and again. */
  readonly firstExit: Promise<string>
  /** Ends all programs, the latest first, and waits for them. */
  stop(): Promise<void>
}

const killAfterMs = 35_000
const restartsPerMinute = 10

/**
 * The programs of one run, all ended with it. One that was healthy and dies is started again, as containers are.
 *
 * @param interrupted ends the waiting for a start
 */
export function createProcesses(dataDir: string, interrupted?: AbortSignal): Processes {
  const logDir = join(dataDir, 'logs')
  const pidFile = join(dataDir, 'pids.json')
  mkdirSync(logDir, { recursive: true })
  const children = new Map<string, ChildProcess>()
  const healthy = new Set<string>()
  const restarts = new Map<string, number[]>()
  const { promise: firstExit, resolve: reportExit } = Promise.withResolvers<string>()
  let stopping = false
  // Whoever does not wait for an orderly end still leaves nothing running.
  process.on('exit', () => {
    for (const child of children.values()) if (!hasEnded(child)) signal(child, 'SIGKILL')
  })

  function start(name: string, command: string[], env: Record<string, string>, options: { cwd?: string } = {}): void {
    const [file = '', ...args] = command
    const log = createWriteStream(join(logDir, `${name}.log`), { flags: children.has(name) ? 'a' : 'w' })
    // A group of its own: Ctrl-C reaches the script only, which ends its programs in order.
    const child = spawn(file, args, { env, cwd: options.cwd, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    child.stdout.pipe(log, { end: false })
    child.stderr.pipe(log, { end: false })
    children.set(name, child)
    writeFileSync(pidFile, JSON.stringify(Object.fromEntries([...children].map(([key, { pid }]) => [key, pid]))))
    child.once('error', (error) => log.write(`${error.message}\n`))
    child.once('close', (code, signal) => {
      log.end()
      if (stopping) return
      if (!mayRestart(name)) {
        reportExit(name)
        return
      }
      say(faint(`${name} ended (${signal ?? code ?? 'unknown'}) and is started again`))
      start(name, command, env, options)
    })
  }

  function mayRestart(name: string): boolean {
    const recent = (restarts.get(name) ?? []).filter((at) => at > Date.now() - 60_000)
    restarts.set(name, [...recent, Date.now()])
    return healthy.has(name) && recent.length < restartsPerMinute
  }

  async function untilHealthy(name: string, url: string, timeoutMs = 60_000): Promise<void> {
    const deadline = Date.now() + timeoutMs
    const child = children.get(name)
    while (Date.now() < deadline) {
      if (interrupted?.aborted) throw new Failure('Interrupted while starting.')
      if (hasEnded(child)) throw new Failure(`${name} ended while starting: ${lastLine(logDir, name)}`)
      const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => null)
      if (answer?.ok) {
        healthy.add(name)
        return
      }
      await pause(50)
    }
    throw new Failure(`${name} did not become healthy within ${timeoutMs / 1000} s: see ${join(logDir, `${name}.log`)}`)
  }

  async function stop(): Promise<void> {
    stopping = true
    // In turn: what a program stands on must not go before it, or its work fails in its last seconds.
    for (const child of [...children.values()].reverse()) await end(child)
    rmSync(pidFile, { force: true })
  }

  return { start, untilHealthy, firstExit, stop }
}

function hasEnded(child: ChildProcess | undefined): boolean {
  return !child || child.exitCode !== null || child.signalCode !== null
}

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const closed = new Promise((resolve) => child.once('close', resolve))
  signal(child, 'SIGTERM')
  const timer = setTimeout(() => {
    signal(child, 'SIGKILL')
  }, killAfterMs)
  await closed
  clearTimeout(timer)
}

/** Signals the whole group: a package script's child too. */
function signal(child: ChildProcess, name: NodeJS.Signals): void {
  try {
    if (child.pid) process.kill(-child.pid, name)
  } catch {
    child.kill(name)
  }
}

/** The last thing a program said, for a one-line error: the message of a log line, or the line itself. */
function lastLine(logDir: string, name: string): string {
  const lines = readFileSync(join(logDir, `${name}.log`), 'utf8')
    .trim()
    .split('\n')
  const telling =
    lines.findLast((line) => /"level":"(fatal|error)"/.test(line)) ??
    lines.findLast((line) => /rror/.test(line)) ??
    lines.at(-1)
  try {
    return (JSON.parse(telling ?? '') as { msg?: string }).msg ?? telling ?? ''
  } catch {
    return telling || `see ${join(logDir, `${name}.log`)}`
  }
}
