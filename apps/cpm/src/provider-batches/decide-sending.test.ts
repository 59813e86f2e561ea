import { AbortedError, ProviderError } from '@hg/llm'
import { expect, it } from 'vitest'
import { decideSending } from './decide-sending.ts'

const failed = (fields: Partial<ConstructorParameters<typeof ProviderError>[0]>) =>
  new ProviderError({
    ...{ provider: 'openai' as const, errorClass: 'same_again' as const, code: 'provider_unavailable' as const },
    ...{ message: 'No.', reachedProvider: true },
    ...fields,
  })
const aborted = (reachedProvider: boolean) =>
  new AbortedError(new Error('time ran out'), { partialText: '', usage: null, usageIsFinal: false, reachedProvider })

it.each([
  ['a connection that broke once the batch was on its way', failed({}), 0, { kind: 'find' }],
  ['an error of the provider’s own', failed({ status: 500 }), 0, { kind: 'find' }],
  ['time that ran out', aborted(true), 0, { kind: 'find' }],
  ['time that ran out before anything was sent', aborted(false), 0, { kind: 'later', afterMs: 30_000 }],
  ['a server that was not there', failed({ reachedProvider: false }), 1, { kind: 'later', afterMs: 60_000 }],
  ['too many requests', failed({ status: 429 }), 2, { kind: 'later', afterMs: 120_000 }],
  ['too many requests, five times over', failed({ status: 429 }), 4, { kind: 'give_up' }],
  ['a key that was refused', failed({ status: 401, errorClass: 'other_provider' }), 0, { kind: 'give_up' }],
  ['a request that was refused', failed({ status: 400, errorClass: 'give_up' }), 0, { kind: 'give_up' }],
])('%s', (_what, error, failures, decision) => {
  expect(decideSending(error, failures)).toEqual(decision)
})
