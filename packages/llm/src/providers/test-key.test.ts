import type { LlmProvider } from '@hg/contracts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AbortedError, ProviderError } from '../errors.ts'
import { dialects } from '../test/dialects/all.ts'
import { type ProviderServer, startProviderServer } from '../test/provider-server.ts'
import { createAdapterFor } from './create-adapters.ts'

let server: ProviderServer
beforeAll(async () => {
  server = await startProviderServer()
})
afterAll(() => server.close())

const apiKey = 'sk-secret-0123456789'
const lists: Record<LlmProvider, { path: string; body: object }> = {
  openai: { path: '/v1/models', body: { object: 'list', data: [] } },
  anthropic: { path: '/v1/models?limit=1', body: { data: [{ id: 'claude', type: 'model' }], has_more: true } },
  google: { path: '/v1beta/models?pageSize=1', body: { models: [{ name: 'models/gemini' }] } },
  groq: { path: '/openai/v1/models', body: { object: 'list', data: [] } },
}

describe.each(dialects)('a test of a key for $provider', (dialect) => {
  const { provider } = dialect
  const run = (signal = new AbortController().signal, baseUrl = dialect.baseUrl(server.url)) =>
    createAdapterFor(provider, { apiKey, baseUrl }).test(signal)
  const failure = (work: Promise<void>): Promise<unknown> =>
    work.then(
      () => null,
      (error: unknown) => error,
    )

  test('asks for the models once, with the key, and takes a list for a yes', async () => {
    server.play({ kind: 'respond', status: 200, body: JSON.stringify(lists[provider].body) })
    await run()
    const [header, value] = dialect.authHeader
    expect(server.received.map(({ path, headers }) => [path, headers[header]])).toEqual([
      [lists[provider].path, value(apiKey)],
    ])
  })

  test.each([
    [401, 'provider_key_refused'],
    [403, 'provider_key_refused'],
    [429, 'provider_unavailable'],
    [503, 'provider_unavailable'],
  ])('with the answer %d is %s, asked once, and tells nothing of the key or the address', async (status, code) => {
    server.play({ kind: 'respond', status, body: dialect.error(`No, not with ${apiKey}, ask http://10.0.0.7/x`) })
    const error = await failure(run())
    expect(error).toBeInstanceOf(ProviderError)
    expect(error).toMatchObject({ provider, code, status })
    expect((error as Error).message).not.toMatch(/sk-secret|10\.0\.0\.7/)
    expect(server.received).toHaveLength(1)
  })

  test.each(['<html>Welcome to the hotel</html>', '{}', '{"data": "none", "models": 7}'])(
    'is no yes when something else answers: %s',
    async (body) => {
      server.play({ kind: 'respond', status: 200, body })
      expect(await failure(run())).toMatchObject({ name: 'ProviderError', code: 'provider_unavailable' })
    },
  )

  test('says when nobody is there', async () => {
    const gone = await startProviderServer()
    await gone.close()
    expect(await failure(run(undefined, dialect.baseUrl(gone.url)))).toMatchObject({
      code: 'provider_unavailable',
      reachedProvider: false,
    })
  })

  test('ends when it is aborted', async () => {
    server.play({ kind: 'hang' })
    const controller = new AbortController()
    const work = failure(run(controller.signal))
    await server.nextRequest()
    controller.abort(new Error('no time'))
    expect(await work).toBeInstanceOf(AbortedError)
  })
})

test('a key of Google that is not valid is refused, though the status is 400', async () => {
  const body = {
    error: {
      code: 400,
      message: 'API key not valid. Please pass a valid API key.',
      status: 'INVALID_ARGUMENT',
      details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }],
    },
  }
  server.play({ kind: 'respond', status: 400, body: JSON.stringify(body) })
  const work = createAdapterFor('google', { apiKey, baseUrl: server.url }).test(new AbortController().signal)
  await expect(work).rejects.toMatchObject({ code: 'provider_key_refused' })
})

test('a key is told apart by the id that it was given, else by its digest', () => {
  expect(createAdapterFor('groq', { apiKey, keyId: 'row-1' }).keyId).toBe('row-1')
  const { keyId } = createAdapterFor('groq', { apiKey })
  expect(keyId).toMatch(/^[0-9a-f]{12}$/)
  expect(createAdapterFor('openai', { apiKey }).keyId).toBe(keyId)
})
