import { expect, it } from 'vitest'
import { badgeText } from './words.ts'

it.each([
  [undefined, ''],
  [0, ''],
  [1, '1'],
  [99, '99'],
  [100, '99+'],
])('of %s unread the bell says "%s"', (unread, text) => {
  expect(badgeText(unread)).toBe(text)
})
