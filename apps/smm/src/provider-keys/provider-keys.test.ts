import {
  type EffectiveProviderKey,
  effectiveProviderKey,
  issuedApiKey,
  type LlmProvider,
  problem,
  providerKeyList,
  rotatedApiKey,
} from '@hg/contracts'
import { insertProviderKey, judgeProviderKey, providerSecrets, withTenant } from '@hg/db'
import { decrypt, encrypt, encryptionKeys, keyIdOf } from '@hg/runtime'
import { type Sandbox, startSandbox } from '@hg/sandbox'
import { createTenant, dumpDatabase, freePort, type Tenant } from '@hg/testkit'
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startTestSmm, type TestSmm } from '../test/smm.ts'

const keyring = encryptionKeys.parse(`k1:${randomBytes(32).toString('base64')}`)
let sandbox: Sandbox
let smm: TestSmm
let ours: Tenant
let theirs: Tenant
const baseUrls: Partial<Record<LlmProvider, string>> = {}

beforeAll(async () => {
  sandbox = await startSandbox({ pace: 'instant' })
  Object.assign(baseUrls, sandbox.baseUrls)
  smm = await startTestSmm({ providers: { keyring, platform: ['openai', 'groq'], baseUrls } })
  ;[ours, theirs] = [await createTenant(smm.target.adminUrl), await createTenant(smm.target.adminUrl)]
})
afterEach(async () => {
  sandbox.reset()
  Object.assign(baseUrls, sandbox.baseUrls)
  await smm.admin('update provider_keys set removed_at = now() where removed_at is null')
})
afterAll(async () => {
  await smm.close()
  await sandbox.close()
})

const keysUrl = (clientId = ours.customerId) => `/clients/${clientId}/provider-keys`

const save = (provider: LlmProvider, body: object, clientId = ours.customerId, actor = ours.users.admin) =>
  smm.call('PUT', `${keysUrl(clientId)}/${provider}`, actor, body)

async function saved(provider: LlmProvider, key: string, clientId = ours.customerId): Promise<EffectiveProviderKey> {
  const answer = await save(provider, { key }, clientId)
  expect(answer.status).toBe(200)
  return effectiveProviderKey.parse(answer.body)
}

async function list(actor = ours.users.admin, clientId = ours.customerId) {
  const { items } = providerKeyList.parse((await smm.call('GET', keysUrl(clientId), actor)).body)
  return Object.fromEntries(items.map((item) => [item.provider, item]))
}

/** The keys that a worker would call with for a client, opened. */
async function openedFor(clientId: string): Promise<Record<string, string>> {
  const rows = await withTenant(smm.db, { kind: 'client', id: clientId }, (tx) => providerSecrets(tx, clientId))
  return Object.fromEntries(
    rows.map((row) => [row.provider, decrypt(keyring, row.secret, `provider_keys.secret:${row.owner_id}`)]),
  )
}

describe('a saved key', () => {
  it('was taken by the provider, says who saved it, and is never shown again', async () => {
    const key = 'sk-ours-0123456789-wxyz'
    const item = await saved('anthropic', ` ${key}\n`)
    expect(item).toMatchObject({
      provider: 'anthropic',
      source: 'own',
      key: {
        client_id: ours.customerId,
        last_four: 'wxyz',
        state: 'accepted',
        saved_by: { actor: `user:${ours.users.admin}`, name: 'admin' },
        refused_at: null,
      },
    })
    expect(Math.abs(Date.parse(item.key?.tested_at ?? '') - Date.now())).toBeLessThan(60_000)
    const { text } = await smm.text(keysUrl(), ours.users.owner)
    expect(text).toContain('wxyz')
    expect(text).not.toContain(key.slice(0, -4))
    expect(await openedFor(ours.customerId)).toEqual({ anthropic: key })
  })

  it('opens nowhere but where it belongs', async () => {
    await saved('openai', 'sk-ours-0123456789')
    const [row] = await smm.admin<{ secret: string }>('select secret from provider_keys where removed_at is null')
    expect(keyIdOf(row?.secret ?? '')).toBe('k1')
    expect(() => decrypt(keyring, row?.secret ?? '', `provider_keys.secret:${ours.siblingId}`)).toThrow()
  })

  it('is replaced by another, of which only one is left, and the audit tells both by their ends', async () => {
    const first = await saved('groq', 'gsk-first-1111')
    const second = await saved('groq', 'gsk-second-2222')
    expect(await openedFor(ours.customerId)).toEqual({ groq: 'gsk-second-2222' })
    const rows = await smm.admin<{ id: string; secret: string | null }>(
      `select id, secret from provider_keys where client_id = $1 and provider = 'groq' and id = any($2)`,
      [ours.customerId, [first.key?.id, second.key?.id]],
    )
    expect(rows.find(({ id }) => id === first.key?.id)?.secret).toBeNull()
    expect(await smm.audited(second.key?.id ?? '')).toMatchObject([
      {
        action: 'provider_key.replaced',
        before: { provider: 'groq', last_four: '1111' },
        after: { provider: 'groq', last_four: '2222', tested: true },
      },
    ])
  })

  it('is one, however many save at once', async () => {
    const answers = await Promise.all(['aaaa', 'bbbb', 'cccc'].map((end) => save('openai', { key: `sk-many-${end}` })))
    for (const { status, code } of answers) expect([200, 409]).toContain(code === 'conflict' ? 409 : status)
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
    const [row] = await smm.admin<{ count: string }>('select count(*) from provider_keys where removed_at is null')
    expect(row?.count).toBe('1')
  })

  it.each([
    ['too short', { key: 'short' }, 'key'],
    ['with a space within', { key: 'sk-one sk-two' }, 'key'],
    ['with a line break within', { key: 'sk-one\r\nx: y' }, 'key'],
    ['beside an unknown property', { key: 'sk-0123456789', secret: 'x' }, 'secret'],
  ])('%s is none', async (_, body, path) => {
    const answer = await save('openai', body)
    expect([answer.status, problem.parse(answer.body).errors?.map((error) => error.path)]).toEqual([400, [path]])
  })

  it('is for a provider that exists', async () => {
    expect((await save('mistral' as LlmProvider, { key: 'sk-0123456789' })).status).toBe(400)
  })
})

describe('a key that the provider refuses', () => {
  it.each(['openai', 'anthropic', 'google', 'groq'] as const)('is not saved: %s', async (provider) => {
    const answer = await save(provider, { key: 'sk-refused' })
    expect([answer.status, answer.code]).toEqual([422, 'provider_key_refused'])
    expect(problem.parse(answer.body).errors?.[0]?.message).toMatch(/refused the key: it is wrong, was revoked there/)
    expect(JSON.stringify(answer.body)).not.toContain('sk-refused')
    expect((await list())[provider]?.source).not.toBe('own')
  })

  it('leaves the one before it in place', async () => {
    await saved('openai', 'sk-good-gggg')
    await save('openai', { key: 'sk-refused' })
    expect((await list()).openai).toMatchObject({ source: 'own', key: { last_four: 'gggg' } })
  })

  it('by its quota says so', async () => {
    sandbox.setFault({ fault: 'quota', provider: 'openai', model: 'models' })
    const answer = await save('openai', { key: 'sk-poor-0123' })
    expect(problem.parse(answer.body)).toMatchObject({
      status: 422,
      detail: expect.stringContaining('quota') as string,
    })
  })
})

describe('a provider that gives no answer', () => {
  it.each(['503', '429', 'reset', 'malformed'] as const)('leaves the key unsaved: %s', async (fault) => {
    sandbox.setFault({ fault, provider: 'google', model: 'models' })
    const answer = await save('google', { key: 'sk-0123456789' })
    expect([answer.status, answer.code]).toEqual([502, 'provider_unreachable'])
    expect((await list()).google?.source).toBe('none')
  })

  it('is told by name, without its address', async () => {
    baseUrls.google = `http://127.0.0.1:${await freePort()}`
    const answer = await save('google', { key: 'sk-0123456789' })
    expect(answer.code).toBe('provider_unreachable')
    expect(JSON.stringify(answer.body)).toContain('Google could not be reached')
    expect(JSON.stringify(answer.body)).not.toMatch(/127\.0\.0\.1|ECONN|sk-01/)
  })

  it('is passed over when asked to, and the key marked as untested', async () => {
    baseUrls.google = `http://127.0.0.1:${await freePort()}`
    const answer = await save('google', { key: 'sk-0123456789', skip_test: true })
    expect(effectiveProviderKey.parse(answer.body)).toMatchObject({
      source: 'own',
      key: { state: 'untested', tested_at: null },
    })
  })
})

describe('the list', () => {
  it('has every provider, and says whose key serves it', async () => {
    await saved('anthropic', 'sk-agency-aaaa', ours.agencyId)
    await saved('openai', 'sk-agency-oooo', ours.agencyId)
    await saved('openai', 'sk-customer-cccc')
    const items = await list()
    expect(Object.keys(items)).toEqual(['openai', 'anthropic', 'google', 'groq'])
    expect(Object.values(items).map(({ source }) => source)).toEqual(['own', 'above', 'none', 'platform'])
    expect(items.anthropic?.key).toMatchObject({ client_id: ours.agencyId, last_four: 'aaaa' })
    expect(items.openai?.key).toMatchObject({ client_id: ours.customerId, last_four: 'cccc' })
    expect(items.groq?.key).toBeNull()
    expect((await list(ours.users.owner, ours.siblingId)).openai).toMatchObject({ source: 'above' })
  })

  it('tells an admin of a customer that a key comes from above, and nothing else of it', async () => {
    const { key } = await saved('anthropic', 'sk-agency-aaaa', ours.agencyId)
    await smm.admin(`insert into memberships (user_id, client_id, role) values ($1, $2, 'admin')`, [
      theirs.users.viewer,
      ours.customerId,
    ])
    const { status, text } = await smm.text(keysUrl(), theirs.users.viewer)
    await smm.admin('delete from memberships where user_id = $1 and client_id = $2', [
      theirs.users.viewer,
      ours.customerId,
    ])
    expect([status, providerKeyList.parse(JSON.parse(text)).items[1]]).toEqual([
      200,
      { provider: 'anthropic', source: 'above', key: null },
    ])
    for (const hidden of ['aaaa', key?.id ?? '', ours.agencyId, ours.users.admin]) expect(text).not.toContain(hidden)
  })

  it('shows that a provider refuses a key to the jobs', async () => {
    const { key } = await saved('openai', 'sk-good-gggg', ours.agencyId)
    await withTenant(smm.db, { kind: 'client', id: ours.customerId }, (tx) =>
      judgeProviderKey(tx, key?.id ?? '', 'provider_key_refused'),
    )
    expect((await list()).openai?.key).toMatchObject({
      state: 'refused',
      refused_for: 'provider_key_refused',
      refused_at: expect.any(String) as string,
    })
    await withTenant(smm.db, { kind: 'client', id: theirs.customerId }, async (tx) => {
      expect(await judgeProviderKey(tx, key?.id ?? '', null)).toBe(false)
    })
  })
})

describe('a removed key', () => {
  it('serves no more: the one from above does, or the platform’s, and its secret is gone', async () => {
    await saved('openai', 'sk-agency-oooo', ours.agencyId)
    const { key } = await saved('openai', 'sk-customer-cccc')
    const remove = (clientId?: string) => smm.call('DELETE', `${keysUrl(clientId)}/openai`, ours.users.admin)
    expect(effectiveProviderKey.parse((await remove()).body)).toMatchObject({ source: 'above' })
    expect((await remove()).status).toBe(404)
    expect(effectiveProviderKey.parse((await remove(ours.agencyId)).body)).toMatchObject({ source: 'platform' })
    expect(await openedFor(ours.customerId)).toEqual({})
    const rows = await smm.admin('select secret, last_four from provider_keys where id = $1', [key?.id])
    expect(rows).toEqual([{ secret: null, last_four: 'cccc' }])
    expect((await smm.audited(key?.id ?? '')).at(-1)).toMatchObject({
      action: 'provider_key.removed',
      before: { provider: 'openai', last_four: 'cccc' },
    })
    await expect(smm.admin('update provider_keys set removed_at = null where id = $1', [key?.id])).rejects.toThrow(
      /was removed/,
    )
  })
})

describe('who is no admin', () => {
  const operations = (clientId: string): ['GET' | 'PUT' | 'DELETE', string, object?][] => [
    ['GET', keysUrl(clientId)],
    ['PUT', `${keysUrl(clientId)}/openai`, { key: 'sk-0123456789' }],
    ['DELETE', `${keysUrl(clientId)}/openai`],
  ]

  it('is refused everything, before any provider is asked', async () => {
    sandbox.setFault({ fault: '503', provider: 'openai', model: 'models', times: 1 })
    const actors = [ours.users.member, ours.users.viewer, `key:${ours.keys.write.id}`, `client:${ours.customerId}`]
    for (const actor of actors) {
      for (const [method, url, body] of operations(ours.customerId))
        expect([actor, method, (await smm.call(method, url, actor, body)).code]).toEqual([actor, method, 'forbidden'])
    }
    expect((await save('openai', { key: 'sk-0123456789' })).code).toBe('provider_unreachable')
  })

  it('cannot tell a foreign client from a missing one', async () => {
    const masked = ({ body }: { body: unknown }) => ({ ...problem.parse(body), request_id: '' })
    const missing = operations(randomUUID())
    for (const [index, [method, url, body]] of operations(ours.customerId).entries()) {
      const foreign = await smm.call(method, url, theirs.users.owner, body)
      expect(foreign.status).toBe(404)
      expect(masked(foreign)).toEqual(
        masked(await smm.call(method, missing[index]?.[1] ?? '', theirs.users.owner, body)),
      )
    }
  })

  it('gets no sealed key from the database, but for a worker of that very client', async () => {
    await saved('openai', 'sk-agency-oooo', ours.agencyId)
    for (const actor of [
      { kind: 'user' as const, id: ours.users.owner },
      { kind: 'client' as const, id: theirs.customerId },
      { kind: 'client' as const, id: ours.agencyId },
    ]) {
      const rows = await withTenant(smm.db, actor, (tx) => providerSecrets(tx, ours.customerId))
      expect(rows).toEqual([])
    }
    expect(await openedFor(ours.customerId)).toEqual({ openai: 'sk-agency-oooo' })
    const foreign = withTenant(smm.db, { kind: 'user', id: theirs.users.owner }, (tx) =>
      insertProviderKey(tx, {
        clientId: ours.customerId,
        provider: 'groq',
        secret: encrypt(keyring, 'gsk-0123456789', `provider_keys.secret:${ours.customerId}`),
        lastFour: '6789',
        tested: true,
      }),
    )
    await expect(foreign).rejects.toThrow(/row-level security/)
  })
})

describe('no whole key', () => {
  it('lies anywhere in the database, in whatever writing', async () => {
    const wholes: string[] = ['sk-whole-0123456789-abcdef', 'sk-whole-replacement-9876']
    for (const key of wholes) await saved('openai', key)
    await save('groq', { key: 'gsk-untested-0123456789', skip_test: true })
    await save('anthropic', { key: 'sk-refused-0123456789' })
    wholes.push('gsk-untested-0123456789', 'sk-refused-0123456789')
    const url = `/clients/${ours.customerId}/api-keys`
    const request = { name: 'Dumped', scopes: ['content:read'] }
    const issued = issuedApiKey.parse((await smm.call('POST', url, ours.users.admin, request)).body)
    const rotated = rotatedApiKey.parse(
      (await smm.call('POST', `${url}/${issued.api_key.id}/rotate`, ours.users.admin, {})).body,
    )
    await smm.call('POST', `${url}/${issued.api_key.id}/revoke`, ours.users.admin)
    wholes.push(issued.key, rotated.key)

    const dump = await dumpDatabase(smm.target.adminUrl)
    expect(dump).toContain(issued.api_key.prefix.replace('hg_live_', ''))
    const writings = wholes.flatMap((key) => {
      const bytes = Buffer.from(key)
      const secretPart = key.startsWith('hg_live_') ? key.slice(21, 60) : key.slice(0, -4)
      return [
        key,
        secretPart,
        bytes.toString('hex'),
        bytes.toString('base64').slice(0, -4),
        bytes.toString('base64url').slice(0, -4),
      ]
    })
    expect(writings.filter((one) => dump.includes(one))).toEqual([])
  })
})
