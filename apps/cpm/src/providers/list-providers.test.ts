import { providerList } from '@hg/contracts'
import { createCircuit } from '@hg/llm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Harness, startHarness } from '../test/harness.ts'
import { listProviders } from './list-providers.ts'

let h: Harness
beforeAll(async () => {
  h = await startHarness()
})
afterAll(() => h.close())

const list = async (circuit = createCircuit(), clientId = h.tenant.customerId) =>
  providerList.parse(await listProviders({ ...h.server, circuit }, h.as('viewer'), clientId)).items

it('the providers come with their models, prices and limits, those of yesterday last, each with its successor', async () => {
  const items = await list()
  expect(items.map(({ provider, key, state }) => [provider, key, state])).toEqual([
    ['openai', 'platform', 'available'],
    ['anthropic', 'platform', 'available'],
    ['google', 'platform', 'available'],
    ['groq', 'platform', 'available'],
  ])
  const gpt = items[0]?.models.find(({ model }) => model === 'gpt-5.4')
  expect(gpt).toMatchObject({
    routed: true,
    takes_schema: true,
    accepts_temperature: false,
    context_tokens: 1_050_000,
    state: 'available',
    price: {
      input_usd_per_million: '2.5',
      tiers: [{ over_context_tokens: 272_000, input_usd_per_million: '5', cache_read_usd_per_million: '0.5' }],
    },
  })
  const claude = items[1]?.models ?? []
  expect(claude.at(0)?.status).toBe('available')
  expect(claude.at(-1)).toMatchObject({ status: 'retired', successor: 'claude-sonnet-5' })
})

it('a client sees whose key serves it and how models stand behind that key, not behind another’s', async () => {
  const circuit = createCircuit()
  const keyId = await h.saveProviderKey(h.tenant.customerId, 'groq', 'gsk-of-the-customer-1')
  h.server.keys.forget()
  for (const model of ['openai/gpt-oss-120b', 'llama-3.3-70b-versatile'])
    for (let failure = 0; failure < 5; failure++) circuit.fail({ provider: 'groq', keyId, model })
  const groq = (await list(circuit)).find(({ provider }) => provider === 'groq')
  expect(groq).toMatchObject({ key: 'own', state: 'resting' })
  const resting = groq?.models.find(({ model }) => model === 'openai/gpt-oss-120b')
  expect(resting?.state).toBe('resting')
  expect(Date.parse(resting?.resting_until ?? '')).toBeGreaterThan(Date.now())
  expect(JSON.stringify(groq)).not.toContain('gsk-')
  expect(JSON.stringify(groq)).not.toContain(keyId)

  const above = (await list(circuit, h.tenant.agencyId)).find(({ provider }) => provider === 'groq')
  expect(above).toMatchObject({ key: 'platform', state: 'available' })
})

it('is not told to strangers', async () => {
  await expect(list(createCircuit(), h.stranger.customerId)).rejects.toMatchObject({ code: 'not_found' })
})
