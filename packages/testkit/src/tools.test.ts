import { expect, test } from 'vitest'
import { testClock, waitFor } from './index.ts'

test('the test clock moves only when told', () => {
  const clock = testClock('2026-03-01T00:00:00.000Z')
  expect(clock.now().toISOString()).toBe('2026-03-01T00:00:00.000Z')
  clock.advance(90_000)
  expect(clock.now().toISOString()).toBe('2026-03-01T00:01:30.000Z')
})

test('waiting resolves to the first truthy value, errors before it included', async () => {
  let calls = 0
  const value = await waitFor(
    () => {
      calls += 1
      if (calls === 1) throw new Error('not yet')
      return calls === 3 ? 'there' : null
    },
    { intervalMs: 1 },
  )
  expect(value).toBe('there')
})

test('waiting in vain names the condition and keeps the last error', async () => {
  const never = () => {
    throw new Error('still down')
  }
  await expect(waitFor(never, { timeoutMs: 5, intervalMs: 1, what: 'the server' })).rejects.toMatchObject({
    message: 'the server did not come true within 5 ms',
    cause: { message: 'still down' },
  })
})
