import { expect, it } from 'vitest'
import { ApiError } from './api.ts'
import { isWorthRetrying } from './is-worth-retrying.ts'

const away = (waitedMs: number) => new ApiError('unavailable', 'away', { status: 503, waitedMs })

it.each([
  ['a service that is away', 0, away(20), true],
  ['the second time', 1, away(20), true],
  ['the third time', 2, away(20), false],
  ['a service that hangs', 0, away(20_000), false],
  ['a lost connection', 0, new ApiError('network', 'lost'), true],
  ['a refusal', 0, new ApiError('forbidden', 'no', { status: 403 }), false],
  ['a mistake of our own', 0, new TypeError('no'), false],
])('%s, after %i failures', (_, failures, error, again) => {
  expect(isWorthRetrying(failures, error)).toBe(again)
})
