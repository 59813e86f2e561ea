import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** A PostgreSQL server process, as its lock file describes it. */
export interface Postmaster {
  pid: number
  port: number
  ready: boolean
}

/** Reads `postmaster.pid` of a cluster; null when there is none (or it is only half written). */
export function readPostmaster(clusterDir: string): Postmaster | null {
  let lines: string[]
  try {
    lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    if (code === 'EACCES') throw new Error(`cannot read ${clusterDir}: it belongs to another user`, { cause: error })
    throw error
  }
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return null
  return { pid, port: Number(lines[3] ?? 0), ready: lines[7]?.trim() === 'ready' }
}

/** Whether a process with this id exists. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' })
  } catch {
    return ''
  }
}

/**
 * The server that runs on a cluster, or null. A lock file whose process is gone, or is another program that got the
 * same number (a machine that restarted), is removed: PostgreSQL itself would refuse to start in the second case.
 */
export async function findPostmaster(clusterDir: string): Promise<Postmaster | null> {
  const found = readPostmaster(clusterDir)
  if (!found) return null
  const command = commandLine(found.pid)
  if (command.includes('postgres') && command.includes(clusterDir)) return found
  await rm(join(clusterDir, 'postmaster.pid'), { force: true })
  return null
}

/** Stops a server: fast shutdown, and after `timeoutMs` an immediate one (the next start then recovers). */
export async function stopPostmaster(pid: number, timeoutMs = 30_000): Promise<void> {
  for (const [signal, waitMs] of [
    ['SIGINT', timeoutMs],
    ['SIGQUIT', 10_000],
  ] as const) {
    if (isAlive(pid)) process.kill(pid, signal)
    const deadline = Date.now() + waitMs
    while (Date.now() < deadline) {
      if (!isAlive(pid)) return
      await pause(20)
    }
  }
  throw new Error(`the PostgreSQL server (process ${pid}) does not stop`)
}
