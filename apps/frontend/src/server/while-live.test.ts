import { expect, it } from 'vitest'
import { whileLive } from './while-live.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** A stream that is written to by hand, and knows whether it was given up. */
function source() {
  let writer: ReadableStreamDefaultController<Uint8Array> | undefined
  const { promise: givenUp, resolve } = Promise.withResolvers<unknown>()
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      writer = controller
    },
    cancel: resolve,
  })
  return {
    stream,
    givenUp,
    write: (text: string) => writer?.enqueue(bytes(text)),
    close: () => writer?.close(),
    fail: () => writer?.error(new Error('broken')),
  }
}

it('an open stream ends when its session does, and is given up at its source', async () => {
  const { stream, write, givenUp } = source()
  let live = true
  const reader = whileLive(stream, () => Promise.resolve(live), 5).getReader()
  write('one')
  expect((await reader.read()).value).toEqual(bytes('one'))
  live = false
  expect(await reader.read()).toEqual({ done: true, value: undefined })
  expect(await givenUp).toBe('the session has ended')
})

it('a stream goes on while nobody can say whether its session lives', async () => {
  const { stream, write } = source()
  let asked = 0
  const { promise: askedTwice, resolve } = Promise.withResolvers<void>()
  const reader = whileLive(
    stream,
    () => {
      if (++asked === 2) resolve()
      return Promise.reject(new Error('away'))
    },
    5,
  ).getReader()
  await askedTwice
  write('still here')
  expect((await reader.read()).value).toEqual(bytes('still here'))
  await reader.cancel()
})

it('a stream that ends, breaks or is left asks no more', async () => {
  for (const how of ['close', 'fail', 'leave'] as const) {
    let asked = 0
    const from = source()
    const lives = () => {
      asked++
      return Promise.resolve(true)
    }
    const reader = whileLive(from.stream, lives, 1).getReader()
    if (how === 'leave') await reader.cancel('gone')
    else {
      from[how]()
      await reader.read().catch(() => undefined)
    }
    const before = asked
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(asked).toBe(before)
  }
})
