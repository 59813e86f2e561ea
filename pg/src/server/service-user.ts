import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

// A root shell may come with a user's PATH, which leaves sbin out.
const env = { PATH: '/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin' }
const run = (command: string, args: string[], options: ServiceUser & { cwd?: string } = {}) =>
  promisify(execFile)(command, args, { ...options, env })

/** The user that servers run as: ids for `spawn`, or empty for the user that runs this process. */
export interface ServiceUser {
  uid?: number
  gid?: number
}

const userName = 'postgres'

/**
 * PostgreSQL and PgBouncer refuse to run as root, so root's servers run as the user `postgres`, made when missing.
 * Everybody else's run as themselves. Throws one line when the user cannot be made.
 */
export async function serviceUser(): Promise<ServiceUser> {
  if (process.getuid?.() !== 0) return {}
  const known = await lookUp()
  if (known) return known
  try {
    await run('groupadd', ['--system', '--force', userName])
    await run('useradd', ['--system', '--gid', userName, '--no-create-home', '--home-dir', '/', userName])
  } catch (cause) {
    throw new Error(
      `PostgreSQL refuses to run as root and the user "${userName}" could not be made (useradd): run as another user`,
      { cause },
    )
  }
  const made = await lookUp()
  if (!made) throw new Error(`the user "${userName}" was made but cannot be found`)
  return made
}

async function lookUp(): Promise<ServiceUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', userName]), run('id', ['-g', userName])])
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  } catch {
    return null
  }
}

/** Whether `user` can enter the folder `path`, or execute the file; every parent folder counts. */
export async function canReach(path: string, user: ServiceUser): Promise<boolean> {
  try {
    await run('/bin/sh', ['-c', 'test -x "$0"', path], { ...user, cwd: '/' })
    return true
  } catch {
    return false
  }
}
