import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findBinaries, type Binaries } from './binaries.ts'
import { ensureCluster, keptSecret } from './initdb.ts'
import { placeBinaries, placeCluster, type Log } from './place.ts'
import { isPortFree } from './port.ts'
import { findPostmaster, isAlive, readPostmaster, stopPostmaster } from './postmaster.ts'
import { serviceUser, type ServiceUser } from './service-user.ts'

export interface StartOptions {
  /** The folder of this server: password, log and, in `data`, the cluster. Made when missing. */
  dataDir: string
  /** Loopback port to listen on. */
  port: number
  log?: Log
  /** Server settings, such as `{ fsync: 'off' }`. */
  settings?: Record<string, string>
  /** Meant to outlive this process: no later start takes it for a leftover. */
  detached?: boolean
}

export interface RunningServer {
  /** Superuser's URL of the database `postgres`. */
  adminUrl: string
  port: number
  pid: number
  /** True when the server ran already and this start joined it. */
  adopted: boolean
  /** Settles when the server has ended, for whatever reason. */
  exited: Promise<void>
  /** Fast shutdown. Leaves a server alone that another living process (or a detached start) owns. */
  stop(): Promise<void>
}

const startTimeoutMs = 60_000

/**
 * Starts PostgreSQL 16 on `dataDir`, or joins the server that already runs on it.
 * It survives a `kill -9` of this process; the next start on the same folder and port adopts it, and owns it (its
 * `stop` stops it) if its first owner is gone. Throws one line when the port is taken, when the folder's server runs
 * on another port, or when the server does not come up.
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const log = options.log ?? (() => undefined)
  const dataDir = resolve(options.dataDir)
  const { port, settings = {} } = options

  await mkdir(dataDir, { recursive: true, mode: 0o755 })
  const user = await serviceUser()
  const clusterDir = await placeCluster(dataDir, user, log)
  const ownerFile = join(dataDir, 'owner')

  const running = await findPostmaster(clusterDir)
  if (running) {
    if (running.port !== port) {
      throw new Error(
        `the server of ${dataDir} already runs on port ${running.port} (process ${running.pid}), not on ${port}: stop it or use that port`,
      )
    }
    await untilReady(clusterDir, running.pid, () => undefined)
    const owned = !(await hasLivingOwner(ownerFile))
    if (owned) await writeOwner(ownerFile, options.detached)
    log(`joined the PostgreSQL server that runs on port ${port} (process ${running.pid})`)
    return handle({ dataDir, port, pid: running.pid, adopted: true, owned, exited: untilGone(running.pid) })
  }

  const binaries = await placeBinaries(await findBinaries(), user, log)
  await makeExecutable(binaries)
  if (existsSync(join(clusterDir, 'PG_VERSION')) && !existsSync(join(dataDir, 'password'))) {
    throw new Error(`${join(dataDir, 'password')} is missing: restore it, or delete ${dataDir} to begin anew`)
  }
  const password = await keptSecret(dataDir, 'password')
  await ensureCluster(binaries, { clusterDir, password, user, sync: settings.fsync !== 'off' })

  const child = await launch(binaries, { clusterDir, dataDir, port, settings, user })
  await writeOwner(ownerFile, options.detached)
  log(`PostgreSQL listens on 127.0.0.1:${port} (process ${child.pid})`)
  return handle({ dataDir, port, ...child, adopted: false, owned: true })
}

async function handle(server: {
  dataDir: string
  port: number
  pid: number
  adopted: boolean
  owned: boolean
  exited: Promise<void>
}): Promise<RunningServer> {
  const { dataDir, port, pid, adopted, exited } = server
  return {
    adminUrl: `postgresql://postgres:${await keptSecret(dataDir, 'password')}@127.0.0.1:${port}/postgres`,
    port,
    pid,
    adopted,
    exited,
    async stop() {
      if (!server.owned) return
      await stopPostmaster(pid)
      await rm(join(dataDir, 'owner'), { force: true })
    },
  }
}

interface Launch {
  clusterDir: string
  dataDir: string
  port: number
  settings: Record<string, string>
  user: ServiceUser
}

async function launch(binaries: Binaries, options: Launch): Promise<{ pid: number; exited: Promise<void> }> {
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

async function untilReady(clusterDir: string, pid: number | undefined, ended: () => string | undefined): Promise<void> {
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

async function untilGone(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(200, undefined, { ref: false })
}

async function lastFatal(logFile: string): Promise<string> {
  const lines = (await readFile(logFile, 'utf8').catch(() => '')).split('\n')
  const telling = lines.filter((line) => /FATAL|PANIC|could not bind|error while loading/.test(line))
  const line = telling.find((text) => text.includes('could not bind')) ?? telling.at(-1) ?? ''
  return line.replace(/^.*?(?:FATAL|PANIC|LOG): +/, '')
}

async function makeExecutable(binaries: Binaries): Promise<void> {
  // Some package managers drop the mode; a folder that is not ours to change is left as it is.
  await Promise.all([binaries.initdb, binaries.postgres].map((path) => chmod(path, 0o755).catch(() => undefined)))
}

async function writeOwner(file: string, detached = false): Promise<void> {
  await writeFile(file, detached ? 'detached\n' : `${process.pid}\n`)
}

async function hasLivingOwner(file: string): Promise<boolean> {
  const owner = (await readFile(file, 'utf8').catch(() => '')).trim()
  return owner === 'detached' || (owner !== '' && isAlive(Number(owner)))
}
