import { expect, test } from 'vitest'
import { AbortedError, ProviderError, type Remains } from '../errors.ts'
import type { LlmAnswer, Usage } from '../types.ts'
import { noUsage } from '../usage.ts'
import { chargeableUsage } from './chargeable-usage.ts'
import { estimatePromptTokens, estimateTokens } from './estimate-tokens.ts'

const prompt = { system: 'You write about paving.', user: 'Write about drainage.' }
const promptTokens = estimatePromptTokens(prompt)
const said: Usage = { inputTokens: 50, outputTokens: 9, cachedInputTokens: 40, cacheWriteTokens: 0, reasoningTokens: 3 }
const text = 'Water is the enemy of every road.'
const answer: LlmAnswer = { text, usage: said, finishReason: 'stop', modelUsed: 'm', providerRequestId: null }

function failed(remains: Partial<Remains>) {
  const fields = { provider: 'openai', errorClass: 'same_again', code: 'provider_unavailable', message: 'no' } as const
  return { status: 'failed' as const, error: new ProviderError({ ...fields, ...remains }) }
}

function aborted(remains: Partial<Remains>) {
  const whole = { partialText: '', usage: null, usageIsFinal: false, reachedProvider: true, ...remains }
  return { status: 'aborted' as const, error: new AbortedError(null, whole) }
}

const estimated = { ...noUsage, inputTokens: promptTokens, outputTokens: estimateTokens(text) }

test.each([
  ['an answer with usage', { status: 'succeeded' as const, answer }, { usage: said, estimated: false }],
  [
    'an answer whose provider never said',
    { status: 'succeeded' as const, answer: { ...answer, usage: null } },
    { usage: estimated, estimated: true },
  ],
  ['a call that was never sent', failed({ reachedProvider: false }), null],
  ['a request refused outright', failed({ usage: noUsage, usageIsFinal: true }), { usage: noUsage, estimated: false }],
  ['a refusal with usage', failed({ usage: said, usageIsFinal: true }), { usage: said, estimated: false }],
  ['a cut stream without usage', failed({ partialText: text }), { usage: estimated, estimated: true }],
  [
    'a cut stream that said what it had read, and how it began to write',
    failed({ partialText: text, usage: { ...said, outputTokens: 1 } }),
    { usage: { ...said, outputTokens: estimateTokens(text) }, estimated: true },
  ],
  [
    'a cut stream that had said more than was seen, as when it was thinking',
    failed({ partialText: 'Water', usage: said }),
    { usage: said, estimated: true },
  ],
  ['an aborted call', aborted({ partialText: text }), { usage: estimated, estimated: true }],
  ['a call aborted before it was sent', aborted({ reachedProvider: false }), null],
])('%s is charged for what it used', (_, outcome, expected) => {
  expect(chargeableUsage(prompt, outcome)).toEqual(expected)
})
