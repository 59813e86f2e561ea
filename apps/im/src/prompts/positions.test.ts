import fc from 'fast-check'
import { expect, it } from 'vitest'
import { positionIn } from './positions.ts'

it('a place is on the line and in the column that counting gives', () => {
  const text = fc
    .array(fc.constantFrom('a', '\n', 'bc', '\r\n', '😀'), { maxLength: 30 })
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, fc.nat(40), (given, place) => {
      const before = given.slice(0, Math.min(place, given.length)).split('\n')
      const at = Math.min(place, given.length)
      expect(positionIn(given, at)).toEqual([before.length, (before.at(-1)?.length ?? 0) + 1])
    }),
  )
})
