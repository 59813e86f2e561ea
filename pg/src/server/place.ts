import { createHash } from 'node:crypto'
import { chmod, cp, lstat, mkdir, mkdtemp, readlink, rename, rm, symlink } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { binariesIn, type Binaries } from './binaries.ts'
import { findPostmaster, stopPostmaster } from './postmaster.ts'
import { canReach, type ServiceUser } from './service-user.ts'

/** Where root keeps what the user `postgres` must reach when the project's own folder is closed to it. */
const openRoot = '/var/lib/hg-content'

/** Binaries that `user` can execute: those of npm, or a copy when a parent folder (such as /root) is closed to it. */
export async function placeBinaries(
  found: Binaries,
  user: ServiceUser,
  log: Log,
  openDir = openRoot,
): Promise<Binaries> {
  if (await canReach(found.postgres, user)) return found
  const root = join(openDir, `postgres-${found.version}`)
  if (!existsSync(root)) {
    log(`the user postgres cannot reach ${found.root}: copying the binaries to ${root}`)
    await mkdir(openDir, { recursive: true, mode: 0o755 })
    const unfinished = await mkdtemp(`${root}-`)
    await cp(found.root, unfinished, { recursive: true, verbatimSymlinks: true })
    await chmod(unfinished, 0o755)
    // Two starts may copy at once: the first to finish wins, and both copies are the same.
    await rename(unfinished, root).catch(() => rm(unfinished, { recursive: true }))
  }
  return binariesIn(root, found.version)
}

/**
 * The cluster folder of a data folder: `<dataDir>/data`, which is a link to a folder under /var/lib/hg-content when
 * `user` cannot enter `dataDir`. The folder itself is made later, by initdb.
 */
export async function placeCluster(dataDir: string, user: ServiceUser, log: Log): Promise<string> {
  const inside = join(dataDir, 'data')
  const stat = await lstat(inside).catch(() => null)
  if (stat?.isSymbolicLink()) return readlink(inside)
  if (stat || (await canReach(dataDir, user))) return inside

  const home = join(openRoot, createHash('sha256').update(dataDir).digest('hex').slice(0, 16))
  const outside = join(home, 'data')
  log(`the user postgres cannot reach ${dataDir}: keeping the data in ${outside}`)
  // No link pointed here: what is left belongs to a project folder that was deleted since.
  const abandoned = await findPostmaster(outside)
  if (abandoned) await stopPostmaster(abandoned.pid)
  await rm(home, { recursive: true, force: true })
  await mkdir(home, { recursive: true, mode: 0o755 })
  await symlink(outside, inside)
  return outside
}

/** Receives one line per step worth telling. */
export type Log = (line: string) => void
