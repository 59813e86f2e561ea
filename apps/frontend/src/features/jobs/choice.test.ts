import { maxExportedPieces } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { ApiError } from '#lib/api.ts'
import { whyNotHandedOver, withAll, withChoice } from './choice.ts'
import { refusedIds } from './download-pieces.ts'

describe('a choice of pieces', () => {
  it('holds each once, in the order in which they were chosen', () => {
    expect(withChoice(withChoice(['a'], 'b', true), 'a', true)).toEqual(['b', 'a'])
    expect(withChoice(['a', 'b'], 'a', false)).toEqual(['b'])
  })

  it('of a page is all of them, or none when all were in it; others stay', () => {
    expect(withAll(['x', 'a'], ['a', 'b'])).toEqual(['x', 'a', 'b'])
    expect(withAll(['x', 'a', 'b'], ['a', 'b'])).toEqual(['x'])
  })

  it('never grows past what one archive takes', () => {
    const full = Array.from({ length: maxExportedPieces }, (_, index) => String(index))
    expect(withChoice(full, 'more', true)).toHaveLength(maxExportedPieces)
    expect(withAll(full, ['more', 'and more'])).toEqual(full)
  })

  it.each([
    ['completed', 300, null],
    ['completed', null, 'Its text was removed'],
    ['failed', null, 'It has no text'],
    ['cancelled', null, 'It has no text'],
    ['pending', null, 'It is not written yet'],
    ['processing', null, 'It is not written yet'],
  ] as const)('a piece that is %s with %s words: %s', (status, word_count, why) => {
    expect(whyNotHandedOver({ status, word_count })).toBe(why)
  })

  it('knows from the answer which pieces stood in the way', () => {
    const error = new ApiError('job_not_ready', '2 of the 3 pieces have no text.', {
      fields: [
        { path: 'ids.0', message: 'a' },
        { path: 'ids.2', message: 'c' },
        { path: 'format', message: 'x' },
      ],
    })
    expect(refusedIds(error, ['a', 'b', 'c'])).toEqual(['a', 'c'])
    expect(refusedIds(new Error('x'), ['a'])).toEqual([])
  })
})
