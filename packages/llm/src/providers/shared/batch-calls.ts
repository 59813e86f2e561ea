import { AbortedError, nothingSent, ProviderError } from '../../errors.ts'
import type { BatchFormat, BatchResult } from '../../batch/batch-endpoint.ts'
import { noUsage } from '../../usage.ts'
import { classifyFailure, type Failure, verdicts } from './classify-failure.ts'
import { type Dialect, judge } from './create-adapter.ts'
import { observeFetch } from './observe-fetch.ts'
import { createPieceReader } from '../../piece/read-piece.ts'
import { addChunk, freshStream } from './stream-state.ts'
import { toProviderError } from './to-provider-error.ts'

/** The parts of a dialect that errors are made ours by. */
export type BatchDialect<Chunk> = Pick<
  Dialect<Chunk>,
  'provider' | 'apiKey' | 'readChunk' | 'describeError' | 'rules' | 'requestIdHeader'
>

/** Makes one call of an SDK, and its error ours. */
export function callBatches<T>(dialect: BatchDialect<never>, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  return observeFetch(async (observed) => {
    try {
      signal.throwIfAborted()
      return await call()
    } catch (thrown) {
      if (signal.aborted) throw new AbortedError(signal.reason, { ...nothingSent, reachedProvider: observed.sent })
      throw toProviderError(dialect, thrown, observed, freshStream)
    }
  })
}

/** A whole answer, read as the chunks of a stream that say the same. */
export function resultOfAnswer<Chunk>(
  dialect: BatchDialect<Chunk>,
  id: string,
  format: BatchFormat,
  chunks: Chunk[],
): BatchResult {
  let state = freshStream
  for (const chunk of chunks) state = addChunk(state, dialect.readChunk(chunk, state.usage))
  const reader = format.format === 'piece' ? createPieceReader() : null
  reader?.push(state.text)
  try {
    const answer = judge(dialect, format, state, reader ? reader.text() : state.text, state.responseId)
    return { id, outcome: { status: 'succeeded', answer } }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    return { id, outcome: { status: 'failed', error } }
  }
}

/** A request that the provider answered with an error: it used nothing. */
export function resultOfError(dialect: BatchDialect<never>, id: string, failure: Failure): BatchResult {
  const error = new ProviderError({
    provider: dialect.provider,
    ...classifyFailure(failure, dialect.rules),
    message: failure.message,
    status: failure.status,
    ...{ usage: noUsage, usageIsFinal: true, reachedProvider: true },
  })
  return { id, outcome: { status: 'failed', error } }
}

/** A request that the provider did not come to. */
export function resultOfNothing(dialect: BatchDialect<never>, id: string, message: string): BatchResult {
  const error = new ProviderError({
    provider: dialect.provider,
    ...verdicts.unavailable,
    message,
    reachedProvider: false,
  })
  return { id, outcome: { status: 'failed', error } }
}
