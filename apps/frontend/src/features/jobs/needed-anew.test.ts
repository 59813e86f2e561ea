import type { PromptNeeds } from '@hg/contracts'
import { expect, it } from 'vitest'
import { id } from '../../test/samples.ts'
import { neededAnew } from './needed-anew.ts'

const needs: PromptNeeds = {
  serves: { template_id: id(1), name: 'Local', version: 2, client_id: id(2) },
  variables: { properties: { season: { type: 'string' }, place: { type: 'string' } }, required: ['season'] },
}
const names = (given: PromptNeeds | undefined, parameters: Parameters<typeof neededAnew>[1]) =>
  neededAnew(given, parameters).map(({ name }) => name)

it('a piece that is made from another is told nothing while the prompt takes what that one was told', () => {
  expect(names(needs, { topic: 'Fuses', variables: { season: 'winter' } })).toEqual([])
  expect(names({ serves: null, variables: {} }, { topic: 'Fuses' })).toEqual([])
  expect(names(undefined, { topic: 'Fuses' })).toEqual([])
})

it.each([
  ['misses one', {}],
  ['has another', { season: 'winter', price: 3 }],
  ['has one of another type', { season: ['winter'] }],
])('it is told all that the prompt takes once the other one %s', (_what, variables) => {
  expect(names(needs, { topic: 'Fuses', variables })).toEqual(['season', 'place'])
})

it('a pinned version takes what it took', () => {
  expect(names(needs, { topic: 'Fuses', template_id: id(1), template_version: 1 })).toEqual([])
})
