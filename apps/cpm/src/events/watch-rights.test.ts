import type { EventStream } from '@hg/http'
import { createLogger } from '@hg/runtime'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchRights } from './watch-rights.ts'

const logger = createLogger({ service: 'test', level: 'silent' })
const key = { kind: 'key' as const, id: '0190a6d8-0000-7000-8000-000000000001' }

/** A stream of which only its end is of interest. */
function openStream(): EventStream {
  const over = new AbortController()
  return {
    lastEventId: undefined,
    closed: over.signal,
    send: () => undefined,
    comment: () => undefined,
    position: () => undefined,
    close: () => over.abort(),
  }
}

let stream: EventStream
let answer: () => Promise<boolean>

beforeEach(() => {
  vi.useFakeTimers()
  stream = openStream()
  answer = () => Promise.resolve(true)
})
afterEach(() => {
  stream.close()
  vi.useRealTimers()
})

const watch = () => watchRights(stream, { actor: key, logger, ask: () => answer() })

describe('the stream of an API key', () => {
  it('goes on for as long as the key may see', async () => {
    watch()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(stream.closed.aborted).toBe(false)
  })

  it('ends within 5 s of a revocation that nobody announced', async () => {
    watch()
    await vi.advanceTimersByTimeAsync(7000)
    answer = () => Promise.resolve(false)
    await vi.advanceTimersByTimeAsync(5000)
    expect(stream.closed.aborted).toBe(true)
  })

  it('ends at once when a revocation is announced', async () => {
    const askNow = watch()
    answer = () => Promise.resolve(false)
    askNow()
    await vi.advanceTimersByTimeAsync(0)
    expect(stream.closed.aborted).toBe(true)
  })

  it('is asked about again when an announcement comes while an older question is under way', async () => {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    answer = () => promise
    const askNow = watch()
    askNow()
    answer = () => Promise.resolve(false)
    askNow()
    resolve(true)
    await vi.advanceTimersByTimeAsync(0)
    expect(stream.closed.aborted).toBe(true)
  })

  it.each([
    ['gets no answer', () => new Promise<boolean>(() => undefined)],
    ['gets an error', () => Promise.reject(new Error('the database is away'))],
  ])('ends within 5 s when the question %s', async (_, silence) => {
    watch()
    await vi.advanceTimersByTimeAsync(6500)
    answer = silence
    await vi.advanceTimersByTimeAsync(5000)
    expect(stream.closed.aborted).toBe(true)
  })

  it('survives a question that fails once', async () => {
    watch()
    answer = () => Promise.reject(new Error('a connection broke'))
    await vi.advanceTimersByTimeAsync(2100)
    answer = () => Promise.resolve(true)
    await vi.advanceTimersByTimeAsync(30_000)
    expect(stream.closed.aborted).toBe(false)
  })
})
