import { existsSync } from 'node:fs'
import { mkdir, realpath } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findBinaries } from './binaries.ts'
import { ensureCluster, keptSecret } from './initdb.ts'
import { launch, untilReady } from './launch.ts'
import { dropOwnership, hasOwner, takeOwnership } from './owner.ts'
import { placeBinaries, placeCluster, type Log } from './place.ts'
import { findPostmaster, isAlive, stopPostmaster } from './postmaster.ts'
import { restoreOwner } from './restore-owner.ts'
import { serviceUser } from './service-user.ts'

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
  stop: () => Promise<void>
}

/**
 * Starts PostgreSQL 16 on `dataDir`, or joins the server that already runs on it.
 * The server survives a `kill -9` of this process; the next start on the same folder and port adopts it, and owns it
 * (its `stop` stops it) if its first owner is gone. Throws one line when the port is taken, when the folder's server
 * runs on another port, or when the server does not come up.
 */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const log = options.log ?? (() => undefined)
  const { port, settings = {} } = options
  await mkdir(resolve(options.dataDir), { recursive: true, mode: 0o755 })
  const dataDir = await realpath(options.dataDir)
  const user = await serviceUser()
  const clusterDir = await placeCluster(dataDir, user, log)

  const running = await findPostmaster(clusterDir)
  if (running) {
    if (running.port !== port) {
      throw new Error(
        `the server of ${dataDir} already runs on port ${running.port}, not on ${port}: stop it or use that port`,
      )
    }
    await untilReady(clusterDir, running.pid, () => undefined)
    const owned = !(await hasOwner(dataDir))
    if (owned) await takeOwnership(dataDir, options.detached)
    log(`joined the PostgreSQL server that runs on 127.0.0.1:${port} (process ${running.pid})`)
    return handle({ dataDir, clusterDir, port, pid: running.pid, adopted: true, owned, exited: ended(running.pid) })
  }

  const binaries = await placeBinaries(await findBinaries(), user, log)
  if (existsSync(join(clusterDir, 'PG_VERSION')) && !existsSync(join(dataDir, 'password'))) {
    throw new Error(`${join(dataDir, 'password')} is missing: restore it, or delete ${dataDir} to begin anew`)
  }
  const password = await keptSecret(dataDir, 'password')
  await restoreOwner(clusterDir, user)
  await ensureCluster(binaries, { clusterDir, password, user, sync: settings.fsync !== 'off' })

  const server = await launch(binaries, { clusterDir, dataDir, port, settings, user })
  await takeOwnership(dataDir, options.detached)
  log(`PostgreSQL listens on 127.0.0.1:${port} (process ${server.pid})`)
  return handle({ dataDir, clusterDir, port, ...server, adopted: false, owned: true })
}

/**
 * Stops the server of a data folder, whoever started it. Returns false when none was running.
 */
export async function stopServer(dataDir: string): Promise<boolean> {
  const running = await findServer(dataDir)
  if (!running) return false
  await stopPostmaster(running.pid)
  await dropOwnership(dataDir)
  return true
}

/** The server that runs on a data folder, or null. */
export async function findServer(dataDir: string): Promise<{ adminUrl: string; port: number; pid: number } | null> {
  if (!existsSync(dataDir)) return null
  const clusterDir = await realpath(join(dataDir, 'data')).catch(() => null)
  const running = clusterDir && (await findPostmaster(clusterDir))
  if (!running) return null
  return { adminUrl: await adminUrl(dataDir, running.port), port: running.port, pid: running.pid }
}

async function adminUrl(dataDir: string, port: number): Promise<string> {
  return `postgresql://postgres:${await keptSecret(dataDir, 'password')}@127.0.0.1:${port}/postgres`
}

async function handle(
  server: Omit<RunningServer, 'adminUrl' | 'stop'> & { dataDir: string; clusterDir: string; owned: boolean },
): Promise<RunningServer> {
  const { dataDir, clusterDir, owned, ...facts } = server
  return {
    ...facts,
    adminUrl: await adminUrl(dataDir, facts.port),
    async stop() {
      if (!owned) return
      // By now another server may run there, or another program may have this one's process number.
      const running = await findPostmaster(clusterDir)
      if (running?.pid !== facts.pid) return
      await stopPostmaster(facts.pid)
      await dropOwnership(dataDir)
    },
  }
}

async function ended(pid: number): Promise<void> {
  while (isAlive(pid)) await pause(200, undefined, { ref: false })
}
