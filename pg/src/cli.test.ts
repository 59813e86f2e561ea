import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withClient } from './connect.ts'
import { freePort } from './server/port.ts'
import { scratchServer } from './test/scratch-server.ts'

let server: Awaited<ReturnType<typeof scratchServer>>
beforeAll(async () => {
  server = await scratchServer()
})
afterAll(() => server.stop())

/** Runs the command with nothing but `env`; resolves to how it ended. */
function pg(args: string[], env: Record<string, string> = {}) {
  return new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const options = { env: { PATH: process.env.PATH, ...env } }
    execFile(process.execPath, [join(import.meta.dirname, 'cli.ts'), ...args], options, (error, out, err) => {
      resolve({ code: error ? Number(error.code) : 0, out, err })
    })
  })
}

test('pushing makes and migrates the database that DATABASE_ADMIN_URL names, with the password of DATABASE_URL', async () => {
  const adminUrl = (await server.database('postgres')).replace(/postgres$/, 'pushed')
  const appUrl = adminUrl.replace(/postgres:[^@]+@/, 'hg_content_app:s%26cret@')
  const env = { DATABASE_ADMIN_URL: adminUrl, DATABASE_URL: appUrl }
  const first = await pg(['db', 'push'], env)
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(first.out).toContain('0001_')
  expect((await pg(['db', 'push'], env)).out).toContain('is up to date')
  await withClient(appUrl, (client) => client.query('select count(*) from models'))
})

test('a reset of a database that is not the local one needs --yes', async () => {
  const adminUrl = await server.database('precious')
  await withClient(adminUrl, (client) => client.query('create table kept (id int)'))
  const refused = await pg(['db', 'reset'], { DATABASE_ADMIN_URL: adminUrl })
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toMatch(/^this drops the database precious .*: add --yes\n$/)
  await withClient(adminUrl, (client) => client.query('select * from kept'))

  expect(await pg(['db', 'reset', '--yes'], { DATABASE_ADMIN_URL: adminUrl })).toMatchObject({ code: 0, err: '' })
  await expect(withClient(adminUrl, (client) => client.query('select * from kept'))).rejects.toThrow(/does not exist/)
})

test('an unreachable database, an unknown command and a wrong option are one line and exit 1', async () => {
  const nobody = `postgresql://postgres:x@127.0.0.1:${await freePort()}/hg_content`
  const cases: [string[], Record<string, string>, RegExp][] = [
    [['db', 'push'], { DATABASE_ADMIN_URL: nobody }, /^cannot connect to PostgreSQL at 127\.0\.0\.1:\d+: .*\n$/],
    [['db', 'pull'], {}, /^unknown command "db pull": see pnpm pg --help\n$/],
    [['start', '--port', 'many'], {}, /^--port many is not a port number\n$/],
    [['start', '--prot', '1'], {}, /^Unknown option '--prot'.*\n$/],
  ]
  for (const [args, env, message] of cases) {
    const run = await pg(args, env)
    expect(run).toMatchObject({ code: 1, out: '' })
    expect(run.err).toMatch(message)
  }
})

test('the help names every command', async () => {
  const { code, out } = await pg(['--help'])
  expect(code).toBe(0)
  for (const command of ['start', 'stop', 'status', 'db push', 'db seed', 'db reset', 'keys rotate', 'types']) {
    expect(out).toContain(`  ${command} `)
  }
})
