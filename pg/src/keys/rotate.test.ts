import { decrypt, encrypt, encryptionKeys, keyIdOf, type Keyring } from '@hg/runtime'
import { execFile } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { withClient } from '../connect.ts'
import { pushDatabase } from '../database.ts'
import { scratchServer } from '../test/scratch-server.ts'
import { rotateKeys } from './rotate.ts'

const [oldKey, newKey, lostKey] = ['old', 'new', 'lost'].map((id) => `${id}:${randomBytes(32).toString('base64')}`)
const ring = (...keys: (string | undefined)[]): Keyring => encryptionKeys.parse(keys.join(','))
const providers = ['openai', 'anthropic', 'google', 'groq']

let server: Awaited<ReturnType<typeof scratchServer>>
let url: string
beforeAll(async () => {
  server = await scratchServer()
  url = await server.database('rotation')
  await pushDatabase(url)
})
afterAll(() => server.stop())

/** What each row holds when opened, by its place. */
let secrets: Map<string, string>

beforeEach(async () => {
  secrets = new Map()
  await withClient(url, async (db) => {
    await db.query(`insert into clients (name, slug, type) values ('Root', 'root', 'root') on conflict do nothing`)
    for (const name of ['one', 'two']) {
      const { rows } = await db.query<{ id: string }>(
        `insert into clients (name, slug, type, parent_id) select $1, $1, 'direct', id from clients where type = 'root' returning id`,
        [name],
      )
      for (const provider of providers) await addProviderKey(db, rows[0]?.id ?? '', provider, ring(oldKey))
      await addWebhook(db, rows[0]?.id ?? '', ring(oldKey))
      await addSlackChannel(db, rows[0]?.id ?? '', ring(oldKey))
    }
    for (let n = 0; n < 3; n++) {
      const { rows } = await db.query<{ id: string }>(
        `insert into users (email, name, password_hash) values ($1, 'P', 'x') returning id`,
        [`${randomUUID()}@x.example`],
      )
      const id = rows[0]?.id ?? ''
      const place = `second_factors.secret:${id}`
      const secret = keep(place, place, ring(oldKey))
      await db.query('insert into second_factors (user_id, secret) values ($1, $2)', [id, secret])
    }
  })
})
afterEach(() =>
  withClient(url, async (db) => {
    await db.query('delete from provider_keys')
    await db.query('delete from webhooks')
    await db.query('delete from slack_channels')
    await db.query('delete from second_factors')
    await db.query(`delete from clients where type <> 'root'`)
  }),
)

/** A secret sealed for a place, and remembered as it is under a label. */
function keep(label: string, place: string, keyring: Keyring): string {
  const secret = `secret-${randomUUID()}`
  secrets.set(label, secret)
  return encrypt(keyring, secret, place)
}

async function addProviderKey(db: Client, clientId: string, provider: string, keyring: Keyring): Promise<void> {
  const place = `provider_keys.secret:${clientId}`
  const secret = keep(`${place} ${provider}`, place, keyring)
  await db.query(`insert into provider_keys (client_id, provider, secret, last_four) values ($1, $2, $3, 'four')`, [
    clientId,
    provider,
    secret,
  ])
}

/** A webhook whose secret was rotated: both are sealed. */
async function addWebhook(db: Client, clientId: string, keyring: Keyring): Promise<void> {
  const [place, before] = [`webhooks.secret:${clientId}`, `webhooks.previous_secret:${clientId}`]
  await db.query(
    `insert into webhooks (client_id, url, origin, events, secret, previous_secret, previous_secret_until)
     values ($1, 'https://a.example/', 'https://a.example', '{job.failed}', $2, $3, now())`,
    [clientId, keep(place, place, keyring), keep(before, before, keyring)],
  )
}

/** The address of a client's channel in Slack. */
async function addSlackChannel(db: Client, clientId: string, keyring: Keyring): Promise<void> {
  const place = `slack_channels.secret:${clientId}`
  await db.query(
    `insert into slack_channels (client_id, secret, hint, kinds) values ($1, $2, 'hooks.example', '{job_failed}')`,
    [clientId, keep(place, place, keyring)],
  )
}

/** Every sealed text, with its place. */
async function sealed(): Promise<{ place: string; label: string; text: string }[]> {
  return withClient(url, async (db) => {
    const { rows } = await db.query<{ place: string; label: string; text: string }>(
      `select 'provider_keys.secret:' || client_id as place, 'provider_keys.secret:' || client_id || ' ' || provider as label,
         secret as text from provider_keys where secret is not null
       union all
       select 'webhooks.secret:' || client_id, 'webhooks.secret:' || client_id, secret from webhooks
       union all
       select 'webhooks.previous_secret:' || client_id, 'webhooks.previous_secret:' || client_id, previous_secret from webhooks
       union all
       select 'slack_channels.secret:' || client_id, 'slack_channels.secret:' || client_id, secret from slack_channels
       union all
       select 'second_factors.secret:' || user_id, 'second_factors.secret:' || user_id, secret from second_factors`,
    )
    return rows
  })
}

/** What is there, opened with these keys alone. */
async function opened(keyring: Keyring): Promise<Map<string, string>> {
  return new Map((await sealed()).map(({ place, label, text }) => [label, decrypt(keyring, text, place)]))
}

describe('a rotation', () => {
  test('leaves nothing under the old key: everything opens with the new one alone, where it belongs', async () => {
    const reports = await withClient(url, (db) => rotateKeys(db, ring(newKey, oldKey), { batchSize: 3 }))
    expect(reports).toEqual([
      { place: 'provider_keys.secret', rotated: 8, left: 0, failures: [] },
      { place: 'webhooks.secret', rotated: 2, left: 0, failures: [] },
      { place: 'webhooks.previous_secret', rotated: 2, left: 0, failures: [] },
      { place: 'slack_channels.secret', rotated: 2, left: 0, failures: [] },
      { place: 'second_factors.secret', rotated: 3, left: 0, failures: [] },
    ])
    expect(new Set((await sealed()).map(({ text }) => keyIdOf(text)))).toEqual(new Set(['new']))
    expect(await opened(ring(newKey))).toEqual(secrets)
  })

  test('has nothing to do the second time', async () => {
    await withClient(url, (db) => rotateKeys(db, ring(newKey, oldKey)))
    const before = await sealed()
    const again = await withClient(url, (db) => rotateKeys(db, ring(newKey, oldKey)))
    expect(again.map(({ rotated, left }) => [rotated, left])).toEqual(again.map(() => [0, 0]))
    expect(await sealed()).toEqual(before)
  })

  test('that was interrupted keeps the batches that were done, and goes on when it is run again', async () => {
    const interrupted = withClient(url, (db) =>
      rotateKeys(db, ring(newKey, oldKey), {
        batchSize: 3,
        onBatch: (_, rotated) => {
          if (rotated === 6) throw new Error('the operator pressed Ctrl-C')
        },
      }),
    )
    await expect(interrupted).rejects.toThrow('Ctrl-C')
    const ids = (await sealed()).map(({ text }) => keyIdOf(text))
    expect(ids.filter((id) => id === 'new')).toHaveLength(6)
    expect(await opened(ring(newKey, oldKey))).toEqual(secrets)
    const [keys] = await withClient(url, (db) => rotateKeys(db, ring(newKey, oldKey), { batchSize: 3 }))
    expect(keys).toMatchObject({ rotated: 2, left: 0 })
    expect(await opened(ring(newKey))).toEqual(secrets)
  })

  test('passes over what cannot be opened, says which and why, and does the rest', async () => {
    const [lost, moved] = await withClient(url, async (db) => {
      const { rows } = await db.query<{ id: string; client_id: string }>(
        'select id, client_id from provider_keys order by id',
      )
      const [first, second] = [rows[0], rows.find((row) => row.client_id !== rows[0]?.client_id)]
      const under = encrypt(ring(lostKey), 'x', `provider_keys.secret:${first?.client_id}`)
      await db.query('update provider_keys set secret = $2 where id = $1', [first?.id, under])
      await db.query(
        'update provider_keys a set secret = b.secret from provider_keys b where a.id = $1 and b.id = $2',
        [second?.id, rows.find((row) => row.client_id === first?.client_id && row.id !== first?.id)?.id],
      )
      return [first?.id ?? '', second?.id ?? '']
    })
    const [keys] = await withClient(url, (db) => rotateKeys(db, ring(newKey, oldKey), { batchSize: 3 }))
    expect(keys).toMatchObject({ rotated: 6, left: 2 })
    expect(keys?.failures).toHaveLength(2)
    expect(keys?.failures.find(({ id }) => id === lost)?.reason).toContain('the key lost, which ENCRYPTION_KEYS lacks')
    expect(keys?.failures.find(({ id }) => id === moved)?.reason).toContain('belongs to another row')
  })

  test('leaves removed keys alone: they have no secret', async () => {
    await withClient(url, (db) => db.query('update provider_keys set removed_at = now()'))
    const [keys] = await withClient(url, (db) => rotateKeys(db, ring(newKey, oldKey)))
    expect(keys).toEqual({ place: 'provider_keys.secret', rotated: 0, left: 0, failures: [] })
  })
})

describe('pg keys rotate', () => {
  function run(env: Record<string, string>) {
    return new Promise<{ code: number; out: string; err: string }>((resolve) => {
      const options = { env: { PATH: process.env.PATH, DATABASE_ADMIN_URL: url, ...env } }
      execFile(
        process.execPath,
        [join(import.meta.dirname, '../cli.ts'), 'keys', 'rotate'],
        options,
        (error, out, err) => {
          resolve({ code: error ? Number(error.code) : 0, out, err })
        },
      )
    })
  }

  test('says what it did, and that the old key can go', async () => {
    const { code, out, err } = await run({ ENCRYPTION_KEYS: `${newKey},${oldKey}` })
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('sealing with new, opening with old')
    expect(out).toContain('provider_keys.secret: 8 sealed with new, 0 left under an older key')
    expect(out).toContain('second_factors.secret: 3 sealed with new, 0 left under an older key')
    expect(out).toMatch(/nothing is sealed with another key than new: the others can leave ENCRYPTION_KEYS\n$/)
    expect(await opened(ring(newKey))).toEqual(secrets)
    expect((await run({ ENCRYPTION_KEYS: newKey ?? '' })).code).toBe(0)
  })

  test('fails when something stays under a key that it does not have, and says so', async () => {
    const { code, out, err } = await run({ ENCRYPTION_KEYS: newKey ?? '' })
    expect([code, err]).toEqual([1, '17 secrets are still sealed with an older key: keep it in ENCRYPTION_KEYS\n'])
    expect(out).toMatch(/provider_keys\.secret of [0-9a-f-]{36}: A secret is sealed with the key old/)
    expect(await opened(ring(oldKey))).toEqual(secrets)
  })

  test('names the variable that is missing or malformed, and prints no key', async () => {
    expect(await run({})).toMatchObject({ code: 1, out: '', err: expect.stringContaining('ENCRYPTION_KEYS') as string })
    const { err } = await run({ ENCRYPTION_KEYS: `new:${'x'.repeat(20)}` })
    expect(err).toContain('ENCRYPTION_KEYS')
    expect(err).not.toContain('xxxx')
  })
})
