import { expect, test } from 'vitest'
import { aModel } from '../test/catalogue.ts'
import { type Field, freshStanding, nextCandidate, type Standing } from './next-candidate.ts'

const small = aModel({ provider: 'openai', model: 'small', contextTokens: 8_000 })
const other = aModel({ provider: 'groq', model: 'other', contextTokens: 8_000 })
const middle = aModel({ provider: 'anthropic', model: 'middle', contextTokens: 200_000 })
const unknown = aModel({ provider: 'google', model: 'unknown', contextTokens: null })
const large = aModel({ provider: 'openai', model: 'large', contextTokens: 1_000_000 })

const usual: Field = {
  candidates: [small, other, middle, unknown],
  spares: [large],
  isUsable: () => true,
  isOpen: () => false,
}

test.each([
  ['the first in order', {}, {}, 'small'],
  ['what was tried is not tried again', {}, { tried: new Set([small, other]) }, 'middle'],
  ['a model whose circuit is open is passed over', { isOpen: (m) => m === small }, {}, 'other'],
  ['though it is tried when all are open', { isOpen: () => true }, {}, 'small'],
  ['a provider without a key is passed over', { isUsable: (m) => m.provider !== 'openai' }, {}, 'other'],
  ['a provider that refused the key is', {}, { closed: new Set(['openai']) }, 'other'],
  ['a spare is not for other failures', { candidates: [small] }, { tried: new Set([small]) }, undefined],
  [
    'a prompt that is too long goes to a larger window',
    {},
    { tried: new Set([small]), tooSmallTokens: 8_000 },
    'middle',
  ],
  ['and on to a spare', {}, { tried: new Set([small, middle]), tooSmallTokens: 200_000 }, 'large'],
  ['never to one of unknown size', { spares: [] }, { tried: new Set([small]), tooSmallTokens: 200_000 }, undefined],
  ['nor to the largest again', {}, { tried: new Set([small]), tooSmallTokens: 1_000_000 }, undefined],
  ['nobody is left', { isUsable: () => false }, {}, undefined],
] satisfies [string, Partial<Field>, Partial<Standing>, string | undefined][])('%s', (_, field, standing, expected) => {
  expect(nextCandidate({ ...usual, ...field }, { ...freshStanding, ...standing })?.model).toBe(expected)
})
