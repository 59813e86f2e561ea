import { expect, test } from 'vitest'
import { decideNext, defaultLimits, type Situation } from './decide-next.ts'

const once: Situation = {
  errorClass: 'same_again',
  retryAfterMs: null,
  attemptsHere: 1,
  elapsedMs: 0,
  hasNext: true,
  circuitOpen: false,
}
const next = { kind: 'next' }
const stop = (reason: string) => ({ kind: 'stop', reason })
const retry = (afterMs: number) => ({ kind: 'retry', afterMs })

test.each([
  ['a bad request is never repeated', { errorClass: 'give_up' }, stop('gave_up')],
  ['a refused key sends to the next', { errorClass: 'other_provider' }, next],
  ['or ends it when there is none', { errorClass: 'other_provider', hasNext: false }, stop('exhausted')],
  ['the first wait', {}, retry(500)],
  ['the second is twice as long', { attemptsHere: 2 }, retry(1000)],
  ['three attempts are enough', { attemptsHere: 3 }, next],
  ['or end it', { attemptsHere: 3, hasNext: false }, stop('exhausted')],
  ['a wait that was asked for is kept, and spread', { retryAfterMs: 20_000 }, retry(21_000)],
  ['though never past a minute', { retryAfterMs: 60_000 }, retry(60_000)],
  ['nobody waits at an open circuit', { circuitOpen: true }, next],
  ['except with nowhere to go', { circuitOpen: true, hasNext: false }, retry(500)],
  ['no wait goes past the deadline', { elapsedMs: 290_000, retryAfterMs: 10_000 }, next],
  ['and without another it is the end', { elapsedMs: 290_000, retryAfterMs: 10_000, hasNext: false }, stop('deadline')],
  ['after the deadline nothing is tried', { elapsedMs: 300_000 }, stop('deadline')],
  ['not even elsewhere', { elapsedMs: 300_000, errorClass: 'other_provider' }, stop('deadline')],
] satisfies [string, Partial<Situation>, object][])('%s', (_, changes, expected) => {
  expect(decideNext({ ...once, ...changes }, defaultLimits, 0.5)).toEqual(expected)
})

test('waits grow to a ceiling, and are spread from nothing to all of it', () => {
  const limits = { ...defaultLimits, attemptsPerProvider: 20 }
  const longest = (attemptsHere: number) => decideNext({ ...once, attemptsHere }, limits, 1)
  expect([1, 2, 3, 4, 5, 15].map(longest)).toEqual([1000, 2000, 4000, 8000, 8000, 8000].map(retry))
  expect(decideNext({ ...once, attemptsHere: 5 }, limits, 0)).toEqual(retry(0))
})
