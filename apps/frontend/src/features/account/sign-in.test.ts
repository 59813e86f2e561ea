import { expect, it } from 'vitest'
import { readSignInError } from './sign-in.ts'

it.each([
  ['CredentialsSignin', { outcome: 'refused' }],
  ['code_required', { outcome: 'code_required' }],
  ['code_refused', { outcome: 'code_refused' }],
  ['throttled:61', { outcome: 'throttled', minutes: 2 }],
  ['throttled:0', { outcome: 'throttled', minutes: 1 }],
  ['throttled:x', { outcome: 'throttled', minutes: 1 }],
  ['unavailable', { outcome: 'unavailable' }],
  ['anything else', { outcome: 'unavailable' }],
  [undefined, { outcome: 'unavailable' }],
])('an attempt that failed with %j is %j', (error, answer) => {
  expect(readSignInError(error)).toEqual(answer)
})
