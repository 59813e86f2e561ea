import { type ErrorCode, problem, type Problem } from '@hg/contracts'
import { randomUUID } from 'node:crypto'
import { type Answer, type CallOptions, createCaller } from '../support/caller.ts'
import { browserCaller } from '../support/people.ts'
import { newRequest } from '../support/tenant.ts'
import { expect, test } from '../support/test.ts'

/** The problem that an answer is, checked against the contract. */
function problemIn(answer: Answer): Problem {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  const parsed = problem.parse(answer.body)
  expect(parsed.status).toBe(answer.status)
  expect(parsed.request_id).toBe(answer.headers.get('x-request-id'))
  return parsed
}

/** What is wrong with a body of `POST /generate`, and the path that the answer must name. */
const wrongBodies: [string, Record<string, unknown>, string][] = [
  ['an unknown property', { tone: 'warm' }, 'tone'],
  ['an unknown property of an object within', { llm: { modle: 'gpt-5.5' } }, 'llm.modle'],
  ['a missing topic', { topic: undefined }, 'topic'],
  ['a topic that is no text', { topic: 7 }, 'topic'],
  ['a topic that is too short', { topic: ' a ' }, 'topic'],
  ['a topic that is too long', { topic: 'x'.repeat(501) }, 'topic'],
  ['an unknown content type', { content_type: 'poem' }, 'content_type'],
  ['keywords that are no list', { keywords: 'sensor' }, 'keywords'],
  ['a keyword that is no text', { keywords: ['sensor', 7] }, 'keywords.1'],
  ['more keywords than 30', { keywords: Array.from({ length: 31 }, (_, i) => `k${i}`) }, 'keywords'],
  ['a client id that is no UUID', { client_id: 'pasco' }, 'client_id'],
  ['a temperature above 2', { llm: { temperature: 2.1 } }, 'llm.temperature'],
  ['an unknown provider', { llm: { provider: 'acme' } }, 'llm.provider'],
  ['a priority beyond 10', { priority: 11 }, 'priority'],
  ['a topic with a zero character', { topic: 'abc\u0000def' }, 'topic'],
  ['a brief with half a character', { brief: 'abc \ud800 def' }, 'brief'],
  ['a keyword with a zero character', { keywords: ['abc\u0000'] }, 'keywords.0'],
  ['metadata with a zero character', { metadata: { order: '\u0000' } }, 'metadata.order'],
  ['metadata that is nested', { metadata: { order: { id: 1 } } }, 'metadata.order'],
]

for (const [what, change, path] of wrongBodies) {
  test(`${what} is 400 and names ${path}`, async ({ pasco }) => {
    const body = { client_id: pasco.client.id, ...newRequest(), ...change }
    const answer = await pasco.api.call('POST', '/generate', { body })
    const { code, errors } = problemIn(answer)
    expect([answer.status, code]).toEqual([400, 'invalid_request'])
    expect(errors?.map((error) => error.path)).toEqual([path])
    expect(errors?.[0]?.message).toBeTruthy()
  })
}

/** What is wrong with the way a request is sent. */
const wrongRequests: [string, CallOptions, number, ErrorCode][] = [
  ['malformed JSON', { raw: '{"topic": ' }, 400, 'invalid_request'],
  ['an empty body', { raw: '' }, 400, 'invalid_request'],
  ['a list in place of an object', { raw: '[]' }, 400, 'invalid_request'],
  ['a body of more than 1 MB', { raw: JSON.stringify({ brief: 'x'.repeat(1024 * 1024) }) }, 413, 'payload_too_large'],
  ['text', { raw: 'topic', headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_media_type'],
  [
    'a form',
    { raw: 'a=b', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    415,
    'unsupported_media_type',
  ],
  ['an idempotency key with a space', { body: {}, headers: { 'idempotency-key': 'a b' } }, 400, 'invalid_request'],
]

for (const [what, options, status, code] of wrongRequests) {
  test(`${what} is ${status} ${code}`, async ({ pasco }) => {
    const answer = await pasco.api.call('POST', '/generate', options)
    expect([answer.status, problemIn(answer).code]).toEqual([status, code])
  })
}

/** What is wrong with a query or a path, and the path that the answer must name. */
const wrongQueries: [string, string, string][] = [
  ['a limit beyond 100', '/jobs?limit=101', 'query.limit'],
  ['an unknown filter', '/jobs?colour=red', 'query.colour'],
  ['an unknown status', '/jobs?status=done', 'query.status'],
  ['a time without an offset', '/jobs?created_after=2026-01-01', 'query.created_after'],
  ['a time beyond the last year', '/jobs?created_after=9999-12-31T23:59:59-23:59', 'query.created_after'],
  ['words with a zero character', '/jobs?q=a%00b', 'query.q'],
  ['a cursor that nobody gave', '/jobs?cursor=x', 'query.cursor'],
  ['a job id that is no UUID', '/jobs/1', 'params.id'],
  ['a stream without a client', '/jobs/events', 'query.client_id'],
]

for (const [what, path, field] of wrongQueries) {
  test(`${what} is 400 and names ${field}`, async ({ pasco }) => {
    const answer = await pasco.api.call('GET', path)
    expect([answer.status, problemIn(answer).errors?.map((error) => error.path)]).toEqual([400, [field]])
  })
}

test('an unknown path is 404, a known one with another method 405', async ({ pasco }) => {
  expect(problemIn(await pasco.api.call('GET', '/nothing')).code).toBe('not_found')
  const answer = await pasco.api.call('DELETE', '/jobs')
  expect(problemIn(answer).code).toBe('method_not_allowed')
  expect(answer.headers.get('allow')).toContain('GET')
})

/** Credentials that prove nothing. */
const strangers: [string, Record<string, string>][] = [
  ['no credentials', {}],
  ['a bare x-user-id', { 'x-user-id': randomUUID() }],
  ['an API key that does not exist', { authorization: 'Bearer hg_live_aaaaaaaaaaaa_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' }],
  ['a token that nobody signed', { authorization: `Bearer ${unsignedToken()}` }],
  ['a password', { authorization: `Basic ${Buffer.from('a:b').toString('base64')}` }],
]

for (const [what, headers] of strangers) {
  test(`${what} is 401 on every service`, async ({ demo }) => {
    const { cpm, im, smm } = demo.urls
    const calls: [string, string, string][] = [
      [cpm, 'GET', '/jobs'],
      [cpm, 'POST', '/generate'],
      [im, 'POST', '/generate-prompt'],
      [smm, 'GET', '/clients'],
    ]
    for (const [url, method, path] of calls) {
      const answer = await createCaller(url, () => headers).call(method, path, method === 'POST' ? { body: {} } : {})
      expect([url, path, answer.status, problemIn(answer).code]).toEqual([url, path, 401, 'unauthenticated'])
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/)
    }
  })
}

test('an API key opens the public API only', async ({ demo, pasco }) => {
  const key = demo.api_keys.find(({ client_slug }) => client_slug === pasco.client.slug)?.key
  const headers = () => ({ authorization: `Bearer ${key}` })
  expect((await createCaller(demo.urls.smm, headers).call('GET', '/clients')).status).toBe(401)
  expect((await createCaller(demo.urls.im, headers).call('POST', '/generate-prompt', { body: {} })).status).toBe(401)
})

test('a key that may only read may not ask for content or cancel it', async ({ demo, pasco, sandbox }) => {
  const readOnly = demo.api_keys.find(({ scopes }) => !scopes.includes('content:write'))
  const reader = createCaller(demo.urls.cpm, () => ({ authorization: `Bearer ${readOnly?.key}` }))
  const { job_id } = await pasco.submit({ brief: '[[sandbox:pause]]' })
  await sandbox.untilPaused(1)
  const body = { client_id: pasco.client.id, ...newRequest() }
  const refused = [
    await reader.call('POST', '/generate', { body }),
    await reader.call('POST', `/jobs/${job_id}/cancel`),
  ]
  expect(refused.map((answer) => problemIn(answer).code)).toEqual(['forbidden', 'forbidden'])
  expect((await reader.call('GET', `/jobs/${job_id}`)).status).toBe(200)
})

test('a viewer may read, but neither ask for content nor cancel it', async ({ demo, pasco, sandbox, sessionOf }) => {
  const viewer = browserCaller(demo.urls.frontend, 'cpm', await sessionOf('pasco-scientific', 'viewer'))
  const { job_id } = await pasco.submit({ brief: '[[sandbox:pause]]' })
  await sandbox.untilPaused(1)
  const body = { client_id: pasco.client.id, ...newRequest() }
  const refused = [
    await viewer.call('POST', '/generate', { body }),
    await viewer.call('POST', `/jobs/${job_id}/cancel`),
  ]
  expect(refused.map((answer) => problemIn(answer).code)).toEqual(['forbidden', 'forbidden'])
  expect((await viewer.call('GET', `/jobs/${job_id}`)).status).toBe(200)
  expect((await pasco.read(job_id)).status).toBe('processing')
})

test('the front door takes no request that changes something from another site', async ({ demo, pasco, sessionOf }) => {
  const member = browserCaller(demo.urls.frontend, 'cpm', await sessionOf('pasco-scientific', 'member'))
  const body = { client_id: pasco.client.id, ...newRequest() }
  for (const origin of ['https://elsewhere.example', 'null']) {
    const answer = await member.call('POST', '/generate', { body, headers: { origin } })
    expect([answer.status, problemIn(answer).code]).toEqual([403, 'forbidden'])
  }
})

test('the front door asks for a session and leads to nothing but the services', async ({ demo, sessionOf }) => {
  const stranger = createCaller(`${demo.urls.frontend}/api/cpm`)
  expect(problemIn(await stranger.call('GET', '/jobs')).code).toBe('unauthenticated')
  const session = await sessionOf('pasco-scientific', 'owner')
  for (const path of ['/metrics', '/openapi.json', '/jobs/..%2fmetrics', '/generate/%2e%2e/metrics']) {
    const answer = await browserCaller(demo.urls.frontend, 'cpm', session).call('GET', path)
    expect([path, answer.status]).toEqual([path, 404])
  }
  expect((await browserCaller(demo.urls.frontend, 'im', session).call('GET', '/generate-prompt')).status).toBe(404)
})

test('an unknown model is 422, and so is one of another provider', async ({ pasco }) => {
  for (const llm of [{ model: 'gpt-99' }, { provider: 'openai', model: 'claude-sonnet-5' }]) {
    const answer = await pasco.api.call('POST', '/generate', {
      body: { client_id: pasco.client.id, ...newRequest(), llm },
    })
    const { code, errors } = problemIn(answer)
    expect([answer.status, code, errors?.[0]?.path]).toEqual([422, 'unknown_model', 'llm.model'])
  }
})

test('a retired model is 422 and names its successor', async ({ pasco }) => {
  const answer = await pasco.api.call('POST', '/generate', {
    body: { client_id: pasco.client.id, ...newRequest(), llm: { model: 'claude-3-5-sonnet-20241022' } },
  })
  const { code, detail } = problemIn(answer)
  expect([answer.status, code]).toEqual([422, 'retired_model'])
  expect(detail).toContain('claude-sonnet-5')
})

test('a provider that the strategy does not allow is 422', async ({ pasco }) => {
  const answer = await pasco.api.call('POST', '/generate', {
    body: { client_id: pasco.client.id, ...newRequest(), llm: { provider: 'groq' } },
  })
  expect([answer.status, problemIn(answer).code]).toEqual([422, 'model_not_allowed'])
})

test('a request id is taken over when it is one, and made when it is not', async ({ pasco }) => {
  const given = await pasco.api.call('GET', '/jobs?limit=0', { headers: { 'x-request-id': 'order-4711.a' } })
  expect(problemIn(given).request_id).toBe('order-4711.a')
  const forged = await pasco.api.call('GET', '/jobs?limit=0', { headers: { 'x-request-id': 'a b' } })
  expect(problemIn(forged).request_id).toMatch(/^[0-9a-f-]{36}$/)
})

function unsignedToken(): string {
  const now = Math.floor(Date.now() / 1000)
  const parts = [
    { alg: 'none', typ: 'JWT' },
    { iss: 'frontend', aud: 'cpm', sub: `user:${randomUUID()}`, iat: now, exp: now + 60 },
  ]
  return `${parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')}.`
}
