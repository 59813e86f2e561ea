import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { throttle } from './throttle.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('runs at once, then once for all calls of an interval', () => {
  let runs = 0
  const run = throttle(() => runs++, 1000)
  for (let call = 0; call < 5; call++) run()
  expect(runs).toBe(1)
  vi.advanceTimersByTime(1000)
  expect(runs).toBe(2)
  vi.advanceTimersByTime(5000)
  expect(runs).toBe(2)
  run()
  expect(runs).toBe(3)
})

it('may be used again after its last call was dropped', () => {
  let runs = 0
  const run = throttle(() => runs++, 1000)
  run()
  run()
  run.cancel()
  vi.advanceTimersByTime(5000)
  expect(runs).toBe(1)
  run()
  expect(runs).toBe(2)
})
