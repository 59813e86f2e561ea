import { expect, it } from 'vitest'
import { returnPath, signInPath } from './return-path.ts'

it.each([
  ['/clients/a?q=b', '/clients/a?q=b'],
  ['/', '/'],
  [null, '/'],
  ['', '/'],
  ['https://evil.example', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\t/evil.example', '/'],
  ['javascript:alert(1)', '/'],
  ['/sign-in?from=/x', '/'],
])('after signing in, %j leads to %j', (wanted, path) => expect(returnPath(wanted)).toBe(path))

it('keeps the way back in the address of the sign-in page', () => {
  expect([signInPath('/'), signInPath('/jobs/1?a=b')]).toEqual(['/sign-in', '/sign-in?from=%2Fjobs%2F1%3Fa%3Db'])
})
