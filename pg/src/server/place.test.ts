import { execFile } from 'node:child_process'
import { cp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { scratchDir } from '../test/scratch-server.ts'
import { binariesIn, findBinaries } from './binaries.ts'
import { placeBinaries } from './place.ts'
import { canReach, serviceUser } from './service-user.ts'

test('binaries that the user can reach stay where they are', async () => {
  const found = await findBinaries()
  const user = {}
  expect(await placeBinaries(found, user, () => undefined)).toBe(found)
})

test.runIf(process.getuid?.() === 0)(
  'as root, binaries in a closed folder are copied once, and work there',
  async () => {
    const dir = await scratchDir()
    const closed = join(dir, 'closed')
    await mkdir(closed, { mode: 0o700 })
    const npm = await findBinaries()
    await cp(npm.root, join(closed, 'native'), { recursive: true, verbatimSymlinks: true })
    const found = binariesIn(join(closed, 'native'), npm.version)
    const user = await serviceUser()
    expect(await canReach(found.postgres, user)).toBe(false)

    const lines: string[] = []
    const place = () => placeBinaries(found, user, (line) => lines.push(line), join(dir, 'open'))
    const [one, two] = await Promise.all([place(), place()])
    const later = await place()
    expect([two, later]).toEqual([one, one])
    const { stdout } = await promisify(execFile)(one.postgres, ['--version'], { ...user, cwd: '/' })
    expect(stdout).toContain('PostgreSQL) 16.')
    expect(lines[0]).toContain('cannot reach')
    await rm(dir, { recursive: true })
  },
)
