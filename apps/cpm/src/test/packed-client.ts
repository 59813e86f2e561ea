import { execFile } from 'node:child_process'
import { mkdtemp, readdir, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '../../../..')
const client = join(root, 'packages/client')
const bin = join(root, 'node_modules/.bin')
const run = promisify(execFile)

/** A folder outside of the repository that has the client installed as its users have it: from its archive. */
export interface ForeignProject {
  dir: string
  /** Runs a program of the folder. @returns what it printed */
  run: (file: string, ...args: string[]) => Promise<string>
  /** Checks the types of programs of the folder. @returns what the compiler says, fault by fault */
  check: (...files: string[]) => Promise<string[]>
  remove: () => Promise<void>
}

/** Builds and packs `packages/client`, and installs the archive without a network: what it needs is linked to what we have. */
export async function installPackedClient(): Promise<ForeignProject> {
  const dir = await realpath(await mkdtemp(join(tmpdir(), 'hg-client-')))
  const pnpm = join(bin, 'pnpm')
  await run(pnpm, ['build'], { cwd: client })
  await run(pnpm, ['pack', '--pack-destination', dir], { cwd: client })
  const archive = (await readdir(dir)).find((name) => name.endsWith('.tgz'))
  if (!archive) throw new Error('pnpm pack wrote no archive')
  const overrides = await Promise.all(
    ['eventsource-parser', 'openapi-fetch', 'standardwebhooks'].map(
      async (name) => `  ${name}: link:${await realpath(join(client, 'node_modules', name))}`,
    ),
  )
  const dependencies = { '@hg/client': `file:./${archive}` }
  await writeFile(
    join(dir, 'package.json'),
    JSON.stringify({ name: 'user', private: true, type: 'module', dependencies }),
  )
  await writeFile(join(dir, 'pnpm-workspace.yaml'), `packages: []\noverrides:\n${overrides.join('\n')}\n`)
  await run(pnpm, ['install', '--offline', '--ignore-scripts', '--no-frozen-lockfile'], { cwd: dir })
  return {
    dir,
    run: async (file, ...args) => (await run(process.execPath, [file, ...args], { cwd: dir })).stdout,
    async check(...files) {
      const compilerOptions = { noEmit: true, strict: true, module: 'nodenext', target: 'es2022', types: [] }
      await writeFile(join(dir, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }))
      try {
        await run(join(client, 'node_modules/.bin/tsc'), ['--pretty', 'false'], { cwd: dir })
        return []
      } catch (error) {
        if (!(error instanceof Error && 'stdout' in error && typeof error.stdout === 'string')) throw error
        return error.stdout.split('\n').filter((line) => line.includes('error TS'))
      }
    },
    remove: () => rm(dir, { recursive: true }),
  }
}
