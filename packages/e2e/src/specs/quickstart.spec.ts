import { demoFile } from '@hg/contracts'
import { startProxy } from '@hg/testkit'
import { existsSync } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { choosePorts, launch, makeDataDir, portEnv } from '../stage/launch.ts'
import { expect, test } from '../support/test.ts'

/** Runs the quick start to its end, in a folder of its own unless one is given. */
async function runOnce(variables: Record<string, string> = {}, dataDir?: string) {
  const folder = dataDir ?? (await makeDataDir())
  const run = launch(['--once'], { ...portEnv(await choosePorts()), HG_DATA_DIR: folder, ...variables })
  const code = await run.ended
  if (!dataDir) await rm(folder, { recursive: true, force: true })
  return { code, output: run.output(), lines: run.output().trim().split('\n') }
}

test('once: a first start writes an article and ends, a second one keeps the data @embedded', async () => {
  const dataDir = await makeDataDir()
  try {
    const first = await runOnce({}, dataDir)
    expect([first.code, first.output]).toEqual([0, expect.stringMatching(/pending[\s\S]*processing[\s\S]*completed/)])
    expect(first.output).toMatch(/^# \S.*$/m)
    expect(first.output).toMatch(/^## \S.*$/m)
    expect(first.output).toMatch(/^Quality +\d+ of 100, passed$/m)
    expect(first.output).toMatch(/^Model +\w+, \S+$/m)
    expect(first.output).toMatch(/^Tokens +\d+ in, \d+ out$/m)
    expect(first.output).toMatch(/^Cost +\$0\.\d+$/m)
    expect(existsSync(join(dataDir, 'pids.json'))).toBe(false)

    const file = join(dataDir, 'demo.json')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const demo = demoFile.parse(JSON.parse(await readFile(file, 'utf8')))
    const second = await runOnce({}, dataDir)
    expect(second.code).toBe(0)
    const kept = demoFile.parse(JSON.parse(await readFile(file, 'utf8')))
    expect({ ...kept, urls: null }).toEqual({ ...demo, urls: null })
  } finally {
    await rm(dataDir, { recursive: true, force: true })
  }
})

test('a port that is taken is named, with the way to choose another @embedded', async () => {
  const taken = await startProxy('127.0.0.1', 1)
  try {
    const { code, lines } = await runOnce({ CPM_PORT: String(taken.port) })
    expect(code).toBe(1)
    expect(lines.at(-1)).toContain(`Port ${taken.port}`)
    expect(lines.at(-1)).toContain('CPM_PORT=')
  } finally {
    await taken.close()
  }
})

test('an address that cannot be used is named in one line @embedded', async () => {
  const [nobody] = Object.values(await choosePorts())
  const { code, lines } = await runOnce({ DATABASE_URL: `postgresql://app:x@127.0.0.1:${nobody}/hg` })
  expect([code, lines.at(-1)]).toEqual([1, expect.stringMatching(/^DATABASE_URL cannot be used: .*ECONNREFUSED/)])

  const redis = await runOnce({ REDIS_URL: `redis://127.0.0.1:${nobody}` })
  expect([redis.code, redis.lines.at(-1)]).toEqual([1, expect.stringMatching(/^REDIS_URL cannot be used: /)])

  const malformed = await runOnce({ DATABASE_URL: 'mysql://localhost/hg', CPM_PORT: 'eighty' })
  expect(malformed.code).toBe(1)
  expect(malformed.output).toContain('DATABASE_URL')
  expect(malformed.output).toContain('CPM_PORT')
})
