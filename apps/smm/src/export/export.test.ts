import { createTenant, type Tenant } from '@hg/testkit'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import yauzl from 'yauzl'
import { startTestSmm, type TestSmm } from '../test/smm.ts'
import { pieceFile } from './piece-file.ts'
import { zipStream } from './zip.ts'

let smm: TestSmm
let ours: Tenant
let theirs: Tenant

beforeAll(async () => {
  smm = await startTestSmm()
  ours = await createTenant(smm.target.adminUrl)
  theirs = await createTenant(smm.target.adminUrl)
})
afterAll(() => smm.close())

/** The files of an archive, by name. */
async function unzip(bytes: Buffer): Promise<Record<string, string>> {
  const files: Record<string, string> = {}
  const zip = await yauzl.fromBufferPromise(bytes)
  for await (const entry of zip.eachEntry()) files[entry.fileName] = await text(await zip.openReadStreamPromise(entry))
  return files
}
const rows = (lines = '') =>
  lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)

describe('GET /clients/:id/export', () => {
  it('holds everything of the client and those below it, nothing of others, and no secret', async () => {
    for (const [tenant, name] of [
      [ours, 'Ours'],
      [theirs, 'Theirs'],
    ] as const) {
      await smm.admin(
        `insert into jobs (client_id, content_type, prompt, created_by, status, result)
         select $1::uuid, 'article', $2::text || ' ' || i, 'test', 'completed',
           jsonb_build_object('title', $2 || ': Über ' || i, 'content', '# ' || $2 || ' ' || i || chr(10))
         from generate_series(0, 204) i`,
        [tenant.customerId, name],
      )
      await smm.admin(
        `insert into strategies (client_id, name, content_type, configuration) values ($1, $2, 'faq', '{}')`,
        [tenant.agencyId, `${name} strategy`],
      )
    }
    const { status, type, bytes } = await smm.bytes(`/clients/${ours.agencyId}/export`, ours.users.owner)
    expect([status, type]).toEqual([200, 'application/zip'])
    const files = await unzip(bytes)
    expect(
      rows(files['clients.jsonl'])
        .map(({ id }) => id)
        .sort(),
    ).toEqual([ours.agencyId, ours.customerId, ours.siblingId].sort())
    expect(new Set(rows(files['jobs.jsonl']).map(({ prompt }) => prompt)).size).toBe(205)
    expect(rows(files['people.jsonl'])).toHaveLength(5)
    expect(rows(files['api_keys.jsonl'])).toHaveLength(2)
    const pieces = Object.keys(files).filter((name) => name.startsWith(`pieces/${ours.customerId}/`))
    expect(pieces).toHaveLength(205)
    expect(pieces[0]).toMatch(/\/\d{4}-\d\d-\d\d-ours-uber-\d+-[0-9a-f]{8}\.md$/)
    expect(Object.values(files).join()).toContain('# Ours 204\n')
    const all = Object.values(files).join()
    for (const other of ['Theirs', theirs.agencyId, 'password_hash', '"hash"', 'unusable', '"secret"'])
      expect([other, all.includes(other)]).toEqual([other, false])
    expect((await smm.audited(ours.agencyId)).map(({ action }) => action)).toContain('client.exported')
  })

  it('is for owners only', async () => {
    expect((await smm.call('GET', `/clients/${ours.agencyId}/export`, ours.users.admin)).status).toBe(403)
    expect((await smm.call('GET', `/clients/${ours.agencyId}/export`, theirs.users.owner)).status).toBe(404)
  })
})

describe('GET /me/export', () => {
  it('holds what is kept of oneself, and nothing of anybody else', async () => {
    await smm.admin(
      `insert into jobs (client_id, content_type, prompt, created_by) values ($1, 'article', 'Mine', $2)`,
      [ours.customerId, `user:${ours.customerUserId}`],
    )
    await smm.admin(
      `insert into sessions (user_id, address, user_agent, expires_at) values ($1, '192.0.2.7', 'My browser', now() + interval '1 day')`,
      [ours.customerUserId],
    )
    for (const who of [ours.customerUserId, ours.users.owner])
      await smm.admin(
        `insert into email_changes (user_id, old_email, new_email, token_hash) values ($1, 'mine@old.example', 'mine@next.example', $2)`,
        [who, who.padEnd(64, '0')],
      )
    for (const who of [ours.customerUserId, ours.users.owner]) {
      await smm.admin(
        `insert into notifications (channel, user_id, client_id, kind, group_key, first_at, last_at, status)
         values ('app', $1, $2, 'job_failed', 'pieces', now(), now(), 'shown')`,
        [who, ours.customerId],
      )
      await smm.admin(
        `insert into notification_preferences (user_id, kind, in_app, email, scope) values ($1, 'job_failed', true, false, 'all')`,
        [who],
      )
    }
    const files = await unzip((await smm.bytes('/me/export', ours.customerUserId)).bytes)
    expect(Object.keys(files)).toEqual([
      'profile.json',
      'sessions.json',
      'requests.json',
      'changes.json',
      'addresses.json',
      'notifications.json',
      'notification_preferences.json',
    ])
    expect(JSON.parse(files['notifications.json'] ?? '')).toEqual([
      expect.objectContaining({ kind: 'job_failed', client_id: ours.customerId }),
    ])
    expect(JSON.parse(files['notification_preferences.json'] ?? '')).toEqual([
      expect.objectContaining({ kind: 'job_failed', email: false, scope: 'all' }),
    ])
    expect(JSON.parse(files['addresses.json'] ?? '')).toEqual([
      expect.objectContaining({ old_email: 'mine@old.example', new_email: 'mine@next.example' }),
    ])
    expect(files['addresses.json']).not.toContain('0000')
    expect(JSON.parse(files['profile.json'] ?? '')).toMatchObject({ id: ours.customerUserId })
    expect(JSON.parse(files['sessions.json'] ?? '')).toEqual([expect.objectContaining({ user_agent: 'My browser' })])
    expect(JSON.parse(files['requests.json'] ?? '')).toHaveLength(1)
  })
})

describe('an archive', () => {
  it('breaks off with an error when a file cannot be made', async () => {
    const archive = zipStream(
      Readable.from([
        {
          name: 'half.txt',
          text: async function* () {
            yield await Promise.resolve('the first half')
            throw new Error('the database is away')
          },
        },
      ]),
    )
    archive.resume()
    expect((await once(archive, 'error'))[0]).toMatchObject({ message: 'the database is away' })
  })

  it.each([
    [null, '2026-01-02-piece-00000001.md'],
    ['../../etc/passwd', '2026-01-02-etc-passwd-00000001.md'],
    ['日本語', '2026-01-02-piece-00000001.md'],
  ])('names a piece called %s so that it stays in its folder', (title, name) => {
    const row = { id: 'x-00000001', client_id: 'c', created_at: '2026-01-02T03:04:05Z', result: { title, content: '' } }
    expect(pieceFile(row)?.name).toBe(`pieces/c/${name}`)
  })
})
