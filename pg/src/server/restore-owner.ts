import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ServiceUser } from './service-user.ts'

/**
 * Gives the files of a cluster back to the server's user. A copy or a restored backup made by root belongs to root, and
 * PostgreSQL refuses it.
 */
export async function restoreOwner(clusterDir: string, { uid, gid }: ServiceUser): Promise<void> {
  if (uid === undefined) return
  if (!existsSync(join(clusterDir, 'PG_VERSION'))) return
  // Some ways to copy keep the owner of files and not of folders.
  const found = await Promise.all([clusterDir, join(clusterDir, 'PG_VERSION')].map((path) => stat(path)))
  if (found.every((one) => one.uid === uid)) return
  await promisify(execFile)('/bin/chown', ['-R', `${uid}:${gid ?? uid}`, clusterDir])
  await chmod(clusterDir, 0o700)
}
