import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, realpath, rm, rmdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { withClient } from '../connect.ts'
import { scratchDir } from '../test/scratch-server.ts'
import { findBinaries } from './binaries.ts'
import { freePort, isPortFree } from './port.ts'
import { isAlive } from './postmaster.ts'
import { findServer, startServer, stopServer } from './start.ts'

const settings = { fsync: 'off' }
let made: string
let dataDir: string
let port: number

// One cluster is made; each test gets a copy of it, unless it asks for an empty folder.
beforeAll(async () => {
  made = await scratchDir()
  const server = await startServer({ dataDir: made, port: await freePort(), settings })
  await server.stop()
})
beforeEach(async () => {
  dataDir = await scratchDir()
  port = await freePort()
  await promisify(execFile)('cp', ['-a', `${made}/.`, dataDir])
})
afterEach(async () => {
  await stopServer(dataDir)
  await rm(dataDir, { recursive: true, force: true })
})
afterAll(() => rm(made, { recursive: true, force: true }))

const write = (url: string) => withClient(url, (client) => client.query('create table kept (id int)'))
const read = (url: string) => withClient(url, (client) => client.query('select * from kept'))

test('a new cluster is UTF-8, asks for a password, and listens on loopback TCP only', async () => {
  await rm(join(dataDir, 'data'), { recursive: true })
  const server = await startServer({ dataDir, port, settings })
  const facts = await withClient(server.adminUrl, async (client) => {
    const { rows } = await client.query<Record<string, string>>(
      `select current_setting('server_version_num')::int / 10000 as major, current_setting('server_encoding') as encoding,
              current_setting('listen_addresses') as listen, current_setting('unix_socket_directories') as sockets,
              current_setting('timezone') as timezone, current_setting('fsync') as fsync`,
    )
    return rows[0]
  })
  expect(facts).toEqual({
    ...{ major: 16, encoding: 'UTF8', listen: '127.0.0.1', sockets: '', timezone: 'UTC', fsync: 'off' },
  })
  const stranger = server.adminUrl.replace(/postgres:[^@]+@/, 'postgres:guess@')
  await expect(withClient(stranger, (client) => client.query('select 1'))).rejects.toThrow(/password authentication/)
})

test('a stopped server is gone, and the next start finds its data', async () => {
  const first = await startServer({ dataDir, port, settings })
  await write(first.adminUrl)
  await first.stop()
  await first.exited
  expect(await isPortFree(port)).toBe(true)

  const second = await startServer({ dataDir, port, settings })
  expect(second).toMatchObject({ adopted: false, adminUrl: first.adminUrl })
  await read(second.adminUrl)
})

test('a taken port is an error that names it', async () => {
  const other = createServer().listen(port, '127.0.0.1')
  await once(other, 'listening')
  await expect(startServer({ dataDir, port, settings })).rejects.toThrow(`port ${port} is taken by another program`)
  other.close()
})

test('a second start joins the running server, and leaves it to its owner', async () => {
  const owner = await startServer({ dataDir, port, settings })
  const second = await startServer({ dataDir, port, settings })
  expect(second).toMatchObject({ adopted: true, pid: owner.pid, adminUrl: owner.adminUrl })
  await second.stop()
  expect(isAlive(owner.pid)).toBe(true)
  await owner.stop()
  expect(isAlive(owner.pid)).toBe(false)
})

test('a start on another port than the running server has is refused', async () => {
  await startServer({ dataDir, port, settings })
  const other = await freePort()
  await expect(startServer({ dataDir, port: other, settings })).rejects.toThrow(`already runs on port ${port}`)
})

test('after a kill -9 of the process that started it, the next start owns the server', async () => {
  const starter = spawn(process.execPath, [
    join(import.meta.dirname, '../test/start-and-hang.ts'),
    dataDir,
    String(port),
  ])
  await once(starter.stdout, 'data')
  const left = await findServer(dataDir)
  await write(left?.adminUrl ?? '')
  starter.kill('SIGKILL')
  await once(starter, 'exit')

  const next = await startServer({ dataDir, port, settings })
  expect(next).toMatchObject({ adopted: true, pid: left?.pid })
  await read(next.adminUrl)
  await next.stop()
  expect(await findServer(dataDir)).toBeNull()
})

test('a server that was left running on purpose stays after a later start stops', async () => {
  const detached = await startServer({ dataDir, port, settings, detached: true })
  const later = await startServer({ dataDir, port, settings })
  await later.stop()
  expect(isAlive(detached.pid)).toBe(true)
  expect(await stopServer(dataDir)).toBe(true)
  expect(isAlive(detached.pid)).toBe(false)
})

test('after a kill -9 of the server, the next start recovers what was committed', async () => {
  const first = await startServer({ dataDir, port })
  await write(first.adminUrl)
  process.kill(first.pid, 'SIGKILL')
  await first.exited
  const second = await startServer({ dataDir, port })
  expect(second.adopted).toBe(false)
  await read(second.adminUrl)
})

test('a lock file whose process number another program has now is no obstacle', async () => {
  const first = await startServer({ dataDir, port, settings })
  const lock = join(dataDir, 'data', 'postmaster.pid')
  const text = await readFile(lock, 'utf8')
  await first.stop()
  await writeFile(lock, text.replace(/^\d+/, String(process.pid)))
  const second = await startServer({ dataDir, port, settings })
  expect(second.adopted).toBe(false)
})

test('an initialisation that was killed half-way is done again', async () => {
  await rm(join(dataDir, 'data'), { recursive: true })
  await mkdir(join(dataDir, 'data.new'))
  await writeFile(join(dataDir, 'data.new', 'PG_VERSION'), '16\n')
  const server = await startServer({ dataDir, port, settings })
  await write(server.adminUrl)
})

test("the server's own words explain a start that fails", async () => {
  const wrong = startServer({ dataDir, port, settings: { ...settings, max_connections: 'many' } })
  await expect(wrong).rejects.toThrow(/PostgreSQL did not start: invalid value for parameter "max_connections"/)
  expect(await findServer(dataDir)).toBeNull()
})

test('a lost password is said, not replaced', async () => {
  const server = await startServer({ dataDir, port, settings })
  await server.stop()
  await rm(join(dataDir, 'password'))
  await expect(startServer({ dataDir, port, settings })).rejects.toThrow(/password is missing: restore it, or delete/)
})

test.runIf(process.getuid?.() === 0)('as root, a project folder that is closed to others works too', async () => {
  const closed = join(dataDir, 'closed')
  await mkdir(closed, { mode: 0o700 })
  const home = join(closed, 'pg')
  const lines: string[] = []
  const server = await startServer({ dataDir: home, port, settings, log: (line) => lines.push(line) })
  const place = await realpath(join(home, 'data'))
  expect(lines.join('\n')).toContain(`keeping the data in ${place}`)
  await write(server.adminUrl)
  await server.stop()

  const again = await startServer({ dataDir: home, port, settings })
  await read(again.adminUrl)

  // A project folder that was deleted and cloned anew does not inherit the old one's data, or its server.
  await rm(home, { recursive: true })
  const fresh = await startServer({ dataDir: home, port, settings })
  expect(fresh.adopted).toBe(false)
  await expect(read(fresh.adminUrl)).rejects.toThrow(/does not exist/)
  await fresh.stop()
  await rm(dirname(place), { recursive: true })
  await rmdir(dirname(dirname(place))).catch(() => undefined)
})

test('the binaries of this machine are found', async () => {
  const binaries = await findBinaries()
  expect(binaries.version).toMatch(/^16\./)
  expect(existsSync(binaries.postgres) && existsSync(binaries.initdb)).toBe(true)
})
