import { readEnv } from '../env.ts'
import { findLocal, localDataDir, startLocal, type LocalUrls } from '../local.ts'
import { stopServer } from '../server/start.ts'
import { say } from './say.ts'

function sayUrls(urls: LocalUrls): void {
  say(`  DATABASE_URL=${urls.appUrl}`)
  say(`  DATABASE_DIRECT_URL=${urls.appUrl}`)
  say(`  DATABASE_ADMIN_URL=${urls.adminUrl}`)
}

/** `pg start`: the local database, up to date, until Ctrl-C; with `detach`, until `pg stop`. */
export async function start(options: { port?: number; detach: boolean }): Promise<void> {
  const port = options.port ?? readEnv().port
  // Listens before it starts: Ctrl-C in the middle of a start must not leave the server behind.
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  const local = await startLocal({ port, detached: options.detach, log: say })
  if (local.applied.length > 0) say(`applied ${local.applied.join(', ')}`)
  sayUrls(local)
  if (options.detach) return

  // Keeps the process alive: the server does not.
  const alive = setInterval(() => undefined, 60_000)
  await Promise.race([asked, local.server.exited])
  clearInterval(alive)
  await local.server.stop()
  say((await findLocal()) ? 'the local database keeps running' : 'the local database is stopped')
}

/** `pg stop`: ends the local server, whoever started it. */
export async function stop(): Promise<void> {
  say((await stopServer(localDataDir)) ? 'the local database is stopped' : 'the local database was not running')
}

/** `pg status`: whether the local server runs, and its addresses. Throws when it does not run. */
export async function status(): Promise<void> {
  const local = await findLocal()
  if (!local) throw new Error('the local database is not running')
  say(`the local database listens on 127.0.0.1:${local.port} (process ${local.pid})`)
  sayUrls(local)
}
