import { chown, mkdir, writeFile } from 'node:fs/promises'
import type { ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { appRole, freePort, serviceUser, startServer, type RunningServer } from '@hg/pg'
import { startProcess } from './start-process.ts'

/** The password of the services' login in every topology: it listens on loopback and lives for a test run. */
export const appPassword = appRole

const portAttempts = 5

/** Another program may take a port between choosing and using it: then the next one is tried. */
async function onFreePort<T>(start: (port: number) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start(await freePort())
    } catch (error) {
      const taken = /is taken|in use|unix socket/i.test(String(error))
      if (!taken || attempt === portAttempts) throw error
    }
  }
}

/** PostgreSQL without the safety that a test run does not need. */
export function startPostgres(dir: string): Promise<RunningServer> {
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' }
  return onFreePort((port) => startServer({ dataDir: join(dir, 'postgres'), port, settings }))
}

/** Redis without persistence. One logical database is handed to each test file, so there are many. */
export function startRedis(dir: string): Promise<{ child: ChildProcess & { pid: number }; port: number }> {
  return onFreePort(async (port) => {
    const home = join(dir, 'redis')
    await mkdir(home, { recursive: true })
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', home, '--databases', '1024']
    const child = await startProcess('redis-server', [...args, '--save', '', '--appendonly', 'no'], { port })
    return { child, port }
  })
}

/** PgBouncer in transaction pooling for every database of the server on `postgresPort`, with so many connections to each. */
export async function startPgbouncer(
  dir: string,
  postgresPort: number,
  poolSize = 20,
): Promise<{ child: ChildProcess & { pid: number }; port: number }> {
  const user = await serviceUser()
  const home = join(dir, 'pgbouncer')
  await mkdir(home, { recursive: true })
  const users = join(home, 'users.txt')
  await writeFile(users, `"${appRole}" "${appPassword}"\n`)
  return onFreePort(async (port) => {
    const config = join(home, `${port}.ini`)
    await writeFile(
      config,
      `[databases]
* = host=127.0.0.1 port=${postgresPort}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${users}
pool_mode = transaction
ignore_startup_parameters = extra_float_digits
max_client_conn = 2000
default_pool_size = ${poolSize}
max_db_connections = 40
autodb_idle_timeout = 30
server_idle_timeout = 30
log_connections = 0
log_disconnections = 0
`,
    )
    if (user.uid !== undefined && user.gid !== undefined) {
      await Promise.all([users, config].map((path) => chown(path, user.uid ?? 0, user.gid ?? 0)))
    }
    const child = await startProcess('pgbouncer', [config], { ...user, cwd: '/', port })
    return { child, port }
  })
}
