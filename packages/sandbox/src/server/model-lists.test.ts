import Anthropic from '@anthropic-ai/sdk'
import Groq from 'groq-sdk'
import OpenAI from 'openai'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox } from '../start-sandbox.ts'
import { promptFor } from '../test/prompts.ts'

const sandbox = await startSandbox({ pace: 'instant' })
const { baseUrls } = sandbox
afterAll(() => sandbox.close())
beforeEach(() => sandbox.reset())

async function listGoogle(key: string): Promise<string[]> {
  const response = await fetch(`${baseUrls.google}/v1beta/models?pageSize=1`, { headers: { 'x-goog-api-key': key } })
  const body = (await response.json()) as { models: { name: string }[]; error?: { code: number; status: string } }
  if (!response.ok) throw Object.assign(new Error(body.error?.status), { status: body.error?.code })
  return body.models.map(({ name }) => name)
}

/** The ids of a provider's models, through its SDK where it can list them. */
const lists = {
  openai: async (apiKey: string) =>
    (await new OpenAI({ apiKey, baseURL: baseUrls.openai, maxRetries: 0 }).models.list()).data.map(({ id }) => id),
  anthropic: async (apiKey: string) =>
    (await new Anthropic({ apiKey, baseURL: baseUrls.anthropic, maxRetries: 0 }).models.list()).data.map(
      ({ id }) => id,
    ),
  google: listGoogle,
  groq: async (apiKey: string) =>
    (await new Groq({ apiKey, baseURL: baseUrls.groq, maxRetries: 0 }).models.list()).data.map(({ id }) => id),
}

describe.each(Object.entries(lists))('the models of %s', (provider, list) => {
  const statusOf = (work: Promise<unknown>) =>
    work.then(
      () => 200,
      (error: { status?: number }) => error.status,
    )

  it('are listed for any key, and are no call', async () => {
    expect((await list('sandbox')).length).toBeGreaterThan(0)
    expect(sandbox.tally().total.received).toBe(0)
  })

  it('are not for a key that was made to be refused', async () => {
    expect(await statusOf(list('sk-refused'))).toBe(401)
  })

  it('fail as they are told to, and then no more', async () => {
    sandbox.setFault({ fault: '503', provider: provider as keyof typeof lists, model: 'models', times: 1 })
    expect([await statusOf(list('sandbox')), await statusOf(list('sandbox'))]).toEqual([503, 200])
    sandbox.setFault({ fault: 'reset', provider: provider as keyof typeof lists, times: 1 })
    expect(await statusOf(list('sandbox'))).toBeUndefined()
  })
})

describe('a call with a key', () => {
  const ask = (apiKey: string) =>
    new OpenAI({ apiKey, baseURL: baseUrls.openai, maxRetries: 0 }).chat.completions.create({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: promptFor() }],
    })

  it('that was made to be refused gets a 401', async () => {
    await expect(ask('sk-refused-1')).rejects.toMatchObject({ status: 401 })
  })

  it('is remembered by the end of the key', async () => {
    await ask('sk-one-abcd')
    expect(sandbox.tally().calls.map(({ key_ending }) => key_ending)).toEqual(['abcd'])
  })
})
