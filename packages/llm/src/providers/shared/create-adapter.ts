import { createHash } from 'node:crypto'
import type { LlmProvider } from '@hg/contracts'
import type { BatchEndpoint } from '../../batch/batch-endpoint.ts'
import { AbortedError, nothingSent, ProviderError } from '../../errors.ts'
import type { ProviderAdapter } from '../../provider-adapter.ts'
import type { LlmAnswer, LlmRequest, StreamOptions, Usage } from '../../types.ts'
import { createPieceReader } from '../../piece/read-piece.ts'
import { type Failure, type Rule, verdicts } from './classify-failure.ts'
import { type ObservedCall, observeFetch } from './observe-fetch.ts'
import { addChunk, type ChunkNews, freshStream, remainsOf, type StreamState } from './stream-state.ts'
import { toProviderError } from './to-provider-error.ts'

/** Where one provider differs from the others. */
export interface Dialect<Chunk> {
  provider: LlmProvider
  apiKey: string
  keyId?: string | undefined
  /** Sends the request, once. */
  open: (request: LlmRequest, signal: AbortSignal) => Promise<AsyncIterable<Chunk>>
  readChunk: (chunk: Chunk, usageSoFar: Usage | null) => ChunkNews
  /** Asks for the models and returns the list that came: what is no array means that something else answered. */
  listModels: (signal: AbortSignal) => Promise<unknown>
  /** What the provider said of a failure; null when the failure is not the provider's but the connection's. */
  describeError: (error: unknown) => Failure | null
  rules: readonly Rule[]
  /** The response header with the request's id. */
  requestIdHeader?: string
  /** Where it takes many requests at once, for less. */
  batches?: BatchEndpoint
}

/** The part that is the same for every provider: one streamed call, watched, its end judged, its errors made ours. */
export function createAdapter<Chunk>(dialect: Dialect<Chunk>): ProviderAdapter {
  return {
    provider: dialect.provider,
    keyId: dialect.keyId ?? createHash('sha256').update(dialect.apiKey).digest('hex').slice(0, 12),
    stream: async (request, options) => {
      if (options.signal.aborted) throw new AbortedError(options.signal.reason, nothingSent)
      return observeFetch((call) => readAnswer(dialect, request, options, call))
    },
    ...(dialect.batches ? { batches: dialect.batches } : {}),
    test: (signal) => observeFetch((call) => testKey(dialect, signal, call)),
  }
}

async function testKey<Chunk>(dialect: Dialect<Chunk>, signal: AbortSignal, call: ObservedCall): Promise<void> {
  try {
    signal.throwIfAborted()
    if (!Array.isArray(await dialect.listModels(signal))) throw new Error('The answer is no list of models')
  } catch (thrown) {
    if (signal.aborted) throw new AbortedError(signal.reason, { ...nothingSent, reachedProvider: call.sent })
    throw toProviderError(dialect, thrown, call, freshStream)
  }
}

async function readAnswer<Chunk>(
  dialect: Dialect<Chunk>,
  request: LlmRequest,
  { signal, onText }: StreamOptions,
  call: ObservedCall,
): Promise<LlmAnswer> {
  const reader = request.format === 'piece' ? createPieceReader() : null
  let state = freshStream
  let error: unknown = null
  try {
    for await (const chunk of await dialect.open(request, signal)) {
      if (signal.aborted) break
      const news = dialect.readChunk(chunk, state.usage)
      state = addChunk(state, news)
      const told = news.text && reader ? reader.push(news.text) : news.text
      if (told) onText(told)
    }
  } catch (thrown) {
    error = thrown ?? new Error('The SDK threw nothing')
  }

  const reached = call.sent || state.chunks > 0
  // Three of the four iterators end quietly when they are aborted: only the signal tells.
  if (signal.aborted) throw new AbortedError(signal.reason, remainsOf(state, reached))
  // A connection that breaks after the ending took nothing with it but, perhaps, the usage.
  if (error !== null && state.ending === null) throw toProviderError(dialect, error, call, state)
  const text = reader ? reader.text() : state.text
  return judge(dialect, request, state, text, requestId(dialect, call, state))
}

/** What a stream that ended comes to. Throws a `ProviderError` where it is nothing that can be used. */
export function judge(
  { provider }: { provider: LlmProvider },
  request: Pick<LlmRequest, 'model'>,
  state: StreamState,
  text: string,
  providerRequestId: string | null,
): LlmAnswer {
  const { ending, usage } = state
  // What remains of a failure stays as it came: it is charged by.
  const rest = { provider, providerRequestId, ...remainsOf(state, true) }
  if (ending === null) {
    throw new ProviderError({ ...rest, ...verdicts.unavailable, message: 'The stream ended without a finish reason' })
  }
  if (ending === 'refused') {
    throw new ProviderError({ ...rest, ...verdicts.refusedContent, message: 'The provider refused the content' })
  }
  if (ending === 'unexpected') {
    throw new ProviderError({
      ...rest,
      ...verdicts.unavailable,
      message: 'The provider stopped for a reason of its own',
    })
  }
  if (text.trim() === '') {
    // At the limit the allowance went into reasoning; the same call would spend it again.
    const errorClass = ending === 'length' ? 'other_provider' : 'same_again'
    throw new ProviderError({ ...rest, errorClass, code: 'empty_answer', message: 'The answer was empty' })
  }
  return { text, usage, finishReason: ending, modelUsed: state.modelUsed ?? request.model, providerRequestId }
}

function requestId(dialect: { requestIdHeader?: string }, call: ObservedCall, state: StreamState): string | null {
  return call.headers.get(dialect.requestIdHeader ?? '') ?? state.responseId
}
