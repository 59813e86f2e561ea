import type { LlmProvider } from '@hg/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ProviderError } from '../errors.ts'
import { sse } from '../test/dialects/dialect.ts'
import { dialects } from '../test/dialects/all.ts'
import { type Act, type ProviderServer, startProviderServer } from '../test/provider-server.ts'
import { createAdapters } from './create-adapters.ts'
import { verdicts } from './shared/classify-failure.ts'

let server: ProviderServer
beforeAll(async () => {
  server = await startProviderServer()
})
afterAll(() => server.close())

async function call(provider: LlmProvider): Promise<ProviderError> {
  const dialect = dialects.find((one) => one.provider === provider)
  const baseUrl = dialect?.baseUrl(server.url) ?? ''
  const adapter = createAdapters({ [provider]: { apiKey: 'key', baseUrl } })[provider]
  const request = { model: 'a-model', system: 's', user: 'u', maxOutputTokens: 9 }
  const work = adapter?.stream(request, { signal: new AbortController().signal, onText: () => undefined })
  const error: unknown = await work?.catch((thrown: unknown) => thrown)
  if (!(error instanceof ProviderError)) throw new Error(`expected a ProviderError, got ${String(error)}`)
  return error
}

async function failureOf(provider: LlmProvider, act: Act): Promise<ProviderError> {
  server.play(act)
  return call(provider)
}

const openai = (message: string, code: string | null, type: string) => ({ error: { message, type, param: null, code } })
const anthropic = (type: string, message: string) => ({ type: 'error', error: { type, message }, request_id: 'req_1' })
const google = (code: number, status: string, message: string, details?: object[]) => ({
  error: { code, message, status, ...(details ? { details } : {}) },
})
const reason = (name: string) => [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: name }]

// What the providers are on record to answer, and where their status alone would mislead.
type VerdictName = keyof typeof verdicts
const recorded: [LlmProvider, number, object, VerdictName][] = [
  [
    'openai',
    429,
    openai('You exceeded your current quota', 'insufficient_quota', 'insufficient_quota'),
    'quotaExhausted',
  ],
  [
    'openai',
    429,
    openai('Rate limit reached for gpt-5.4 on requests per min', 'rate_limit_exceeded', 'requests'),
    'unavailable',
  ],
  [
    'openai',
    429,
    openai('Request too large for gpt-4 on tokens per min (TPM): Limit 10000', 'rate_limit_exceeded', 'tokens'),
    'contextTooLong',
  ],
  [
    'openai',
    400,
    openai("This model's maximum context length is 8192 tokens", 'context_length_exceeded', 'invalid_request_error'),
    'contextTooLong',
  ],
  [
    'openai',
    400,
    openai("This model's maximum context length is 4096 tokens.", null, 'BadRequestError'),
    'contextTooLong',
  ],
  [
    'openai',
    400,
    openai('Your prompt was flagged as violating our usage policy', 'invalid_prompt', 'invalid_request_error'),
    'refusedContent',
  ],
  [
    'openai',
    403,
    openai('Project does not have access to model gpt-5.5', 'model_not_found', 'invalid_request_error'),
    'notServedHere',
  ],
  [
    'openai',
    404,
    openai('This is not a chat model and thus not supported in v1/chat/completions', null, 'invalid_request_error'),
    'notServedHere',
  ],
  [
    'anthropic',
    400,
    anthropic('invalid_request_error', 'Your credit balance is too low to access the Anthropic API.'),
    'quotaExhausted',
  ],
  [
    'anthropic',
    400,
    anthropic('invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum'),
    'contextTooLong',
  ],
  [
    'anthropic',
    400,
    anthropic('invalid_request_error', 'Output blocked by content filtering policy'),
    'refusedContent',
  ],
  ['anthropic', 400, anthropic('invalid_request_error', 'temperature: range: 0..1'), 'refusedRequest'],
  [
    'anthropic',
    429,
    anthropic('rate_limit_error', 'Number of request tokens has exceeded your per-minute limit'),
    'unavailable',
  ],
  ['anthropic', 529, anthropic('overloaded_error', 'Overloaded'), 'unavailable'],
  [
    'google',
    400,
    google(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', reason('API_KEY_INVALID')),
    'keyRefused',
  ],
  [
    'google',
    400,
    google(400, 'INVALID_ARGUMENT', 'The input token count (1200000) exceeds the maximum number of tokens allowed'),
    'contextTooLong',
  ],
  [
    'google',
    400,
    google(400, 'FAILED_PRECONDITION', 'User location is not supported for the API use.'),
    'notServedHere',
  ],
  [
    'google',
    429,
    google(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota', [
      { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId: 'RequestsPerDayPerProject' }] },
    ]),
    'quotaExhausted',
  ],
  [
    'google',
    429,
    google(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota', [
      { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId: 'RequestsPerMinute' }] },
    ]),
    'unavailable',
  ],
  [
    'groq',
    429,
    openai('Rate limit reached on tokens per day (TPD): Limit 100000', 'rate_limit_exceeded', 'tokens'),
    'quotaExhausted',
  ],
  [
    'groq',
    413,
    openai('Request too large on tokens per minute (TPM)', 'rate_limit_exceeded', 'tokens'),
    'contextTooLong',
  ],
  [
    'groq',
    400,
    openai('The model has been decommissioned', 'model_decommissioned', 'invalid_request_error'),
    'notServedHere',
  ],
  [
    'groq',
    400,
    openai('Please reduce the length of the messages', 'context_length_exceeded', 'invalid_request_error'),
    'contextTooLong',
  ],
  ['groq', 498, openai('Flex tier capacity exceeded', 'capacity_exceeded', 'flex'), 'unavailable'],
]

test.each(recorded)('%s %d %j is %s', async (provider, status, body, verdict) => {
  const error = await failureOf(provider, { kind: 'respond', status, body: JSON.stringify(body) })
  expect(error).toMatchObject({ status, ...verdicts[verdict] })
})

// Inside a stream there is no status: only the body tells.
const streamed: [LlmProvider, string, VerdictName][] = [
  ['openai', sse(openai('Bad parameter', null, 'invalid_request_error')), 'refusedRequest'],
  ['openai', sse(openai('No quota', 'insufficient_quota', 'x')), 'quotaExhausted'],
  ['anthropic', sse(anthropic('api_error', 'Internal'), 'error'), 'unavailable'],
  ['anthropic', sse(anthropic('billing_error', 'Pay'), 'error'), 'quotaExhausted'],
  ['anthropic', sse(anthropic('invalid_request_error', 'No'), 'error'), 'refusedRequest'],
  ['google', sse(google(429, 'RESOURCE_EXHAUSTED', 'Slow down')), 'unavailable'],
  ['google', sse(google(403, 'PERMISSION_DENIED', 'No')), 'keyRefused'],
  ['google', sse({ promptFeedback: { blockReason: 'SAFETY' } }), 'refusedContent'],
  ['groq', sse({ choices: [], x_groq: { id: 'r', error: 'over capacity' } }), 'unavailable'],
  ['groq', sse(openai('Bad', 'x', 'invalid_request_error')), 'refusedRequest'],
]

test.each(streamed)('%s in a stream: %j is %s', async (provider, event, verdict) => {
  const error = await failureOf(provider, { kind: 'stream', events: [event], then: 'end' })
  expect(error).toMatchObject({ ...verdicts[verdict], reachedProvider: true })
})

test.each([
  ['34s', 34_000, 'same_again'],
  ['1.5s', 1_500, 'same_again'],
  ['3600s', null, 'other_provider'],
] as const)(
  "Google's retry delay %s in the body is honoured up to a minute",
  async (retryDelay, retryAfterMs, errorClass) => {
    const details = [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay }]
    const body = JSON.stringify(google(429, 'RESOURCE_EXHAUSTED', 'Slow down', details))
    expect(await failureOf('google', { kind: 'respond', status: 429, body })).toMatchObject({
      retryAfterMs,
      errorClass,
    })
  },
)

test.each(dialects)('calls of $provider that run at once never mix up their response headers', async (dialect) => {
  const waits = Array.from({ length: 12 }, (_, index) => index + 1)
  server.play(
    ...waits.map((seconds): Act => {
      const headers = { 'retry-after': String(seconds) }
      return { kind: 'respond', status: 429, body: dialect.error(`wait ${seconds}`), headers }
    }),
  )
  const errors = await Promise.all(waits.map(() => call(dialect.provider)))
  for (const { message, retryAfterMs } of errors) {
    expect(retryAfterMs).toBe(Number(/wait (\d+)/.exec(message)?.[1]) * 1000)
  }
})
