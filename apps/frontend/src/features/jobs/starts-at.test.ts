import { expect, it } from 'vitest'
import { startsAt } from './starts-at.ts'

const later = '2026-03-10T13:00:00Z'
const [before, after] = [Date.parse('2026-03-10T12:00:00Z'), Date.parse('2026-03-10T14:00:00Z')]

it.each([
  ['waits for its time', 'pending', later, before, later],
  ['may begin now', 'pending', later, after, null],
  ['was never to wait', 'pending', null, before, null],
  ['was cancelled before its time', 'cancelled', later, before, null],
  ['was begun', 'processing', later, before, null],
] as const)('a piece that %s', (_, status, not_before, nowMs, starts) =>
  expect(startsAt({ status, not_before }, nowMs)).toBe(starts),
)
