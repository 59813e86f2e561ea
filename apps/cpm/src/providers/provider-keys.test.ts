import type { LlmProvider } from '@hg/contracts'
import { createAdapters, type KeyIds, keyIdsOf } from '@hg/llm'
import { createLogger, encryptionKeys } from '@hg/runtime'
import { waitFor, withClient } from '@hg/testkit'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readJob } from '../jobs/get.ts'
import { submitJob } from '../jobs/submit.ts'
import { type Harness, startHarness } from '../test/harness.ts'
import { createKeyChain } from './key-chain.ts'
import { createKeyDirectory } from './key-directory.ts'

let h: Harness

beforeAll(async () => {
  h = await startHarness()
})
beforeEach(() => h.sandbox.reset())
afterEach(async () => {
  await withClient(h.target.adminUrl, (admin) =>
    admin.query('update provider_keys set removed_at = now() where removed_at is null'),
  )
  h.server.keys.forget()
})
afterAll(() => h.close())

async function submit(fields: Parameters<Harness['request']>[0] = {}): Promise<string> {
  const { accepted } = await submitJob(h.server, h.as('member'), h.request({ llm: { provider: 'openai' }, ...fields }))
  return accepted.job_id
}

async function write(fields: Parameters<Harness['request']>[0] = {}) {
  const id = await submit(fields)
  await h.deliver(id)
  const attempts = await h.attempts(id)
  return { id, attempts, used: attempts.map((attempt) => attempt.provider_key_id) }
}

/** The ends of the keys that the provider's stand-in was called with. */
const endings = () => h.sandbox.tally().calls.map((call) => call.key_ending)

const refusalOf = (id: string) =>
  withClient(h.target.adminUrl, async (admin) => {
    const { rows } = await admin.query<{ refused_for: string | null }>(
      'select refused_for from provider_keys where id = $1',
      [id],
    )
    return rows[0]?.refused_for
  })

describe('a job', () => {
  it('is written with the platform’s key where no client has one', async () => {
    const { used } = await write()
    expect([used, endings()]).toEqual([[null], ['dbox']])
  })

  it('is written with the nearest key from its client up, and says which', async () => {
    const agency = await h.saveProviderKey(h.tenant.agencyId, 'openai', 'sk-agency-aaaa')
    const first = await write()
    const customer = await h.saveProviderKey(h.tenant.customerId, 'openai', 'sk-customer-cccc')
    const second = await write()
    expect([first.used, second.used, endings()]).toEqual([[agency], [customer], ['aaaa', 'cccc']])
    const { attempts } = await readJob(h.server, h.as('viewer'), second.id)
    expect(attempts.map(({ provider_key_id }) => provider_key_id)).toEqual([customer])
  })

  it('is not written with a sibling’s key, nor with one for another provider', async () => {
    await h.saveProviderKey(h.tenant.siblingId, 'openai', 'sk-sibling-ssss')
    await h.saveProviderKey(h.tenant.customerId, 'groq', 'sk-groq-gggg')
    const { used } = await write()
    expect([used, endings()]).toEqual([[null], ['dbox']])
  })

  it('is written with the key that replaces another, and with the platform’s once it is removed', async () => {
    await h.saveProviderKey(h.tenant.customerId, 'openai', 'sk-old-oooo')
    await write()
    const fresh = await h.saveProviderKey(h.tenant.customerId, 'openai', 'sk-new-nnnn')
    expect((await write()).used).toEqual([fresh])
    await withClient(h.target.adminUrl, (admin) =>
      admin.query('update provider_keys set removed_at = now() where id = $1', [fresh]),
    )
    expect((await write()).used).toEqual([null])
    expect(endings()).toEqual(['oooo', 'nnnn', 'dbox'])
  })
})

describe('a key that is refused', () => {
  it('leads to another provider, is marked, and is trusted again when it works', async () => {
    const key = await h.saveProviderKey(h.tenant.customerId, 'openai', 'sk-good-kkkk')
    const { attempts } = await write({ brief: '[[sandbox:fault=401 provider=openai]]' })
    expect(attempts.map(({ status, provider }) => [status, provider === 'openai'])).toEqual([
      ['failed', true],
      ['succeeded', false],
    ])
    expect(attempts.map(({ provider_key_id }) => provider_key_id)).toEqual([key, null])
    expect(await refusalOf(key)).toBe('provider_key_refused')
    await write()
    expect(await refusalOf(key)).toBeNull()
  })

  it('for its quota is marked as such, also when it stands above', async () => {
    const key = await h.saveProviderKey(h.tenant.agencyId, 'groq', 'gsk-agency-gggg')
    await write({ llm: { provider: 'groq' }, brief: '[[sandbox:fault=quota provider=groq]]' })
    expect(await refusalOf(key)).toBe('provider_quota_exhausted')
  })

  it('speaks for no other key: circuits are each key’s own', async () => {
    const key = await h.saveProviderKey(h.tenant.customerId, 'anthropic', 'sk-bad-refused')
    const model = 'claude-sonnet-5'
    for (let n = 0; n < 5; n++) await write({ llm: { provider: 'anthropic', model } })
    const open = h.worker.circuit.snapshot().filter(({ mode }) => mode === 'open')
    expect(open.map(({ provider, keyId }) => [provider, keyId])).toEqual([['anthropic', key]])
    const other = await submitJob(
      h.server,
      h.as('member'),
      h.request({ client_id: h.tenant.siblingId, llm: { provider: 'anthropic', model } }),
    )
    await h.deliver(other.accepted.job_id, 0, undefined, h.tenant.siblingId)
    const [call] = h.sandbox.tally().calls.slice(-1)
    expect(call).toMatchObject({ provider: 'anthropic', key_ending: 'dbox', outcome: 'completed' })
  })
})

describe('a key that changes while a job is written', () => {
  const retryAfterChange = async (change: () => Promise<unknown>) => {
    const id = await submit({ brief: '[[sandbox:pause times=1]][[sandbox:fault=drop times=1]]' })
    const delivered = h.deliver(id)
    await h.sandbox.untilPaused(1)
    await change()
    h.sandbox.resume()
    await delivered
    return (await h.attempts(id)).map(({ status, provider_key_id }) => [status, provider_key_id])
  }

  it('is replaced for the next attempt as soon as it is said', async () => {
    const old = await h.saveProviderKey(h.tenant.customerId, 'openai', 'sk-old-oooo')
    let fresh = ''
    const attempts = await retryAfterChange(async () => {
      const held = await h.worker.keyChain.hold(h.tenant.customerId)
      fresh = await h.saveProviderKey(h.tenant.customerId, 'openai', 'sk-new-nnnn')
      h.worker.keyChain.refresh()
      await waitFor(() => held.ids.openai === fresh)
      held.release()
    })
    expect(attempts).toEqual([
      ['failed', old],
      ['succeeded', fresh],
    ])
    expect(endings()).toEqual(['oooo', 'nnnn'])
  })

  it('is felt within 5 s when nobody says so', async () => {
    await h.saveProviderKey(h.tenant.customerId, 'openai', 'sk-old-oooo')
    const held = await h.worker.keyChain.hold(h.tenant.customerId)
    const fresh = await h.saveProviderKey(h.tenant.customerId, 'openai', 'sk-new-nnnn')
    await waitFor(() => held.ids.openai === fresh)
    held.release()
  })
})

describe('a key that cannot be opened', () => {
  it('is no key, and the platform’s is not used in its place', async () => {
    await h.saveProviderKey(h.tenant.customerId, 'openai', 'sk-lost-llll')
    const lines: string[] = []
    const logger = createLogger({ service: 'test', level: 'silent' })
    logger.error = (fields: object) => lines.push(JSON.stringify(fields))
    const platform = createAdapters({ openai: { apiKey: 'platform' }, groq: { apiKey: 'platform' } })
    const keyring = encryptionKeys.parse(`k2:${Buffer.alloc(32, 9).toString('base64')}`)
    const chain = createKeyChain({ db: h.db, platform, keyring, baseUrls: {}, logger })
    const [held, sibling] = [await chain.hold(h.tenant.customerId), await chain.hold(h.tenant.siblingId)]
    expect(held.ids).toEqual({ groq: keyIdsOf(platform).groq })
    expect(sibling.ids).toEqual(keyIdsOf(platform))
    expect(lines).toEqual([expect.stringContaining('"reason":"unknown_key"')])
    chain.close()
  })
})

describe('a request', () => {
  const submitWith = (platform: KeyIds, provider: LlmProvider, clientId = h.tenant.customerId) =>
    submitJob(
      { ...h.server, keys: createKeyDirectory(h.db, platform) },
      h.as('member'),
      h.request({ client_id: clientId, llm: { provider } }),
    ).then(
      () => 'accepted',
      (error: { code?: string }) => error.code,
    )

  it('for a provider that only a client above has a key for is accepted below it, and nowhere else', async () => {
    expect(await submitWith({}, 'groq')).toBe('provider_not_configured')
    await h.saveProviderKey(h.tenant.customerId, 'groq', 'gsk-customer')
    expect(await submitWith({}, 'groq')).toBe('accepted')
    expect(await submitWith({}, 'openai')).toBe('provider_not_configured')
    expect(await submitWith({}, 'groq', h.tenant.siblingId)).toBe('provider_not_configured')
    await h.saveProviderKey(h.tenant.agencyId, 'openai', 'sk-agency')
    expect(await submitWith({}, 'openai', h.tenant.siblingId)).toBe('accepted')
  })

  it('feels a new key as soon as it is said, and asks once until then', async () => {
    const keys = createKeyDirectory(h.db, {})
    const { actor } = h.as('viewer')
    expect(await keys.keysOf(actor, h.tenant.customerId)).toEqual({})
    const id = await h.saveProviderKey(h.tenant.customerId, 'groq', 'gsk-customer')
    expect(await keys.keysOf(actor, h.tenant.customerId)).toEqual({})
    keys.forget()
    expect(await keys.keysOf(actor, h.tenant.customerId)).toEqual({ groq: id })
  })
})
