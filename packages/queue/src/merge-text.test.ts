import { expect, it } from 'vitest'
import { mergeText, type TextState } from './index.ts'

const known: TextState = { attempt: 2, text: 'One' }

it.each([
  ['a first snapshot is taken', undefined, { attempt: 1, offset: 0, text: 'One' }, { attempt: 1, text: 'One' }],
  ['a piece without its beginning waits', undefined, { attempt: 1, offset: 3, text: ' two' }, undefined],
  ['what follows is appended', known, { attempt: 2, offset: 3, text: ' two' }, { attempt: 2, text: 'One two' }],
  ['a gap is left to the next snapshot', known, { attempt: 2, offset: 9, text: 'four' }, known],
  ['a snapshot replaces', known, { attempt: 2, offset: 0, text: 'One two' }, { attempt: 2, text: 'One two' }],
  ['a repeated piece changes nothing', known, { attempt: 2, offset: 1, text: 'ne' }, known],
  [
    'an overlapping piece adds its end',
    known,
    { attempt: 2, offset: 2, text: 'e two' },
    { attempt: 2, text: 'One two' },
  ],
  ['a new attempt begins afresh', known, { attempt: 3, offset: 0, text: '' }, { attempt: 3, text: '' }],
  ['a new attempt is not shown from its middle', known, { attempt: 3, offset: 5, text: 'x' }, known],
  ['an earlier attempt is ignored', known, { attempt: 1, offset: 0, text: 'Old' }, known],
])('%s', (_name, state, piece, expected) => {
  expect(mergeText(state, piece)).toEqual(expected)
})
