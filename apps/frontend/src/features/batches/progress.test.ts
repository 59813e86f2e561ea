import { expect, it } from 'vitest'
import { isUnderWay, percentDone, timeLeft } from './progress.ts'

const counts = { pending: 1, processing: 0, completed: 498, failed: 1, cancelled: 0 }

it('is 100 % only when all has ended', () => {
  expect(percentDone({ size: 500, counts })).toBe(99)
  expect(isUnderWay({ counts })).toBe(true)
  expect(percentDone({ size: 500, counts: { ...counts, pending: 0, cancelled: 1 } })).toBe(100)
  expect(isUnderWay({ counts: { ...counts, pending: 0 } })).toBe(false)
})

it.each([
  [null, null],
  ['2026-01-01T00:00:20Z', 'about a minute left'],
  ['2026-01-01T00:12:30Z', 'about 13 minutes left'],
  ['2026-01-01T03:10:00Z', 'about 3 hours left'],
])('says of an end at %s: %s', (expected_end_at, words) => {
  expect(timeLeft({ expected_end_at }, Date.parse('2026-01-01T00:00:00Z'))).toBe(words)
})
