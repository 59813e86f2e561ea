import { expect, it } from 'vitest'
import { describeAction } from './describe-action.ts'

it.each([
  ['client.renamed', 'Client renamed'],
  ['api_key.revoked', 'API key revoked'],
  ['member.role_changed', 'Member role changed'],
  ['prompt.label_moved', 'Prompt label moved'],
  ['experiment.promoted', 'Experiment promoted'],
  ['some_thing.done', 'Some thing done'],
])('says %s as %s', (action, words) => {
  expect(describeAction(action)).toBe(words)
})
