import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { Binaries } from './binaries.ts'
import type { ServiceUser } from './service-user.ts'

const run = promisify(execFile)

/** Reads a secret kept in a 0600 file of the data folder, making a random one when it is not there. */
export async function keptSecret(dataDir: string, name: string): Promise<string> {
  const file = join(dataDir, name)
  if (existsSync(file)) return (await readFile(file, 'utf8')).trim()
  const secret = randomBytes(24).toString('base64url')
  await writeFile(file, `${secret}\n`, { mode: 0o600 })
  return secret
}

/**
 * Makes the cluster when it is not there yet. It is made in a folder beside it and renamed when complete, so that a
 * start which is killed half-way leaves nothing that looks like a cluster. `sync: false` skips the flush to disk.
 */
export async function ensureCluster(
  binaries: Binaries,
  options: { clusterDir: string; password: string; user: ServiceUser; sync: boolean },
): Promise<void> {
  const { clusterDir, user } = options
  if (existsSync(join(clusterDir, 'PG_VERSION'))) return

  const unfinished = `${clusterDir}.new`
  const passwordFile = `${clusterDir}.password`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(dirname(clusterDir), { recursive: true, mode: 0o755 })
  await mkdir(unfinished, { mode: 0o700 })
  await writeFile(passwordFile, `${options.password}\n`, { mode: 0o600 })
  try {
    if (user.uid !== undefined && user.gid !== undefined) {
      await Promise.all([unfinished, passwordFile].map((path) => chown(path, user.uid ?? 0, user.gid ?? 0)))
    }
    const args = [
      ...['-D', unfinished, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
      ...['--encoding=UTF8', `--locale=${process.platform === 'linux' ? 'C.UTF-8' : 'en_US.UTF-8'}`, '--lc-messages=C'],
      ...(options.sync ? [] : ['--no-sync']),
    ]
    await run(binaries.initdb, args, { ...user, cwd: '/', env: { LC_ALL: 'C' } })
    await rename(unfinished, clusterDir)
  } catch (error) {
    throw new Error(`initdb failed: ${lastLine((error as { stderr?: string }).stderr) || String(error)}`, {
      cause: error,
    })
  } finally {
    await rm(passwordFile, { force: true })
    await rm(unfinished, { recursive: true, force: true })
  }
}

function lastLine(text = ''): string {
  return text.trim().split('\n').at(-1) ?? ''
}
