import { spawn, type ChildProcess } from 'node:child_process'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { isPortFree } from './port.ts'
import { readPostmaster, stopPostmaster } from './postmaster.ts'
import type { ServiceUser } from './service-user.ts'

const startTimeoutMs = 60_000

interface Launch {
  clusterDir: string
  dataDir: string
  port: number
  settings: Record<string, string>
  user: ServiceUser
}

/**
 * Runs the server program and waits until it accepts connections. Throws one line with the server's own reason.
 */
export async function launch(binaries: Binaries, options: Launch): Promise<{ pid: number; exited: Promise<void> }> {
  const { clusterDir, dataDir, port, user } = options
  const settings = {
    listen_addresses: '127.0.0.1',
    // No Unix socket: its path may be 107 bytes long at most, and a project folder may be deeper.
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...options.settings,
  }
  const args = ['-D', clusterDir, '-p', String(port)]
  for (const [name, value] of Object.entries(settings)) args.push('-c', `${name}=${value}`)

  const deadline = Date.now() + startTimeoutMs
  for (;;) {
    if (!(await isPortFree(port))) throw new Error(`port ${port} is taken by another program`)
    const logFile = await open(join(dataDir, 'server.log'), 'w', 0o600)
    const child = spawn(binaries.postgres, args, {
      ...user,
      cwd: '/',
      env: { LC_ALL: 'C' },
      stdio: ['ignore', logFile.fd, logFile.fd],
      // Its own process group, or Ctrl-C in the terminal would stop it before those who use it.
      detached: true,
    })
    const exited = new Promise<void>((settle) => child.once('exit', () => settle()).once('error', () => settle()))
    await logFile.close()
    child.unref()
    try {
      await untilReady(clusterDir, child.pid, () => hasEnded(child))
      return { pid: child.pid ?? 0, exited }
    } catch (error) {
      if (child.pid !== undefined && !hasEnded(child)) await stopPostmaster(child.pid)
      const reason = await lastFatal(join(dataDir, 'server.log'))
      // After a kill -9 of the postmaster its children need a moment to notice and let go of the shared memory.
      const leftover = /pre-existing shared memory block|lock file "postmaster.pid" already exists/.test(reason)
      if (leftover && Date.now() < deadline) {
        await pause(100)
        continue
      }
      if (/Address already in use/.test(reason)) throw new Error(`port ${port} is taken by another program`)
      throw new Error(`PostgreSQL did not start: ${reason || String(error)}`, { cause: error })
    }
  }
}

function hasEnded(child: ChildProcess): string | undefined {
  if (child.pid === undefined) return 'the program could not be executed'
  if (child.exitCode !== null || child.signalCode !== null) return 'the server ended'
  return undefined
}

/** Waits until the server `pid` of a cluster says that it is ready; throws when `ended` gives a reason, or after 60 s. */
export async function untilReady(
  clusterDir: string,
  pid: number | undefined,
  ended: () => string | undefined,
): Promise<void> {
  const deadline = Date.now() + startTimeoutMs
  while (Date.now() < deadline) {
    const reason = ended()
    if (reason) throw new Error(reason)
    const found = readPostmaster(clusterDir)
    if (found?.pid === pid && found?.ready) return
    await pause(20)
  }
  throw new Error(`the server was not ready after ${startTimeoutMs / 1000} s`)
}

async function lastFatal(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).split('\n')
  const telling = lines.filter((line) => /FATAL|PANIC|could not bind|error while loading/.test(line))
  const line = telling.find((text) => text.includes('could not bind')) ?? telling.at(-1) ?? ''
  return line.replace(/^.*?(?:FATAL|PANIC|LOG): +/, '')
}
