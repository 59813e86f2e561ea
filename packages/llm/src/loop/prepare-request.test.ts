import { expect, test } from 'vitest'
import { estimateTokens } from '../catalogue/estimate-tokens.ts'
import { aModel } from '../test/catalogue.ts'
import { prepareRequest } from './prepare-request.ts'

const prompt = { system: 'You write.', user: 'About paving.', temperature: 0.7, maxOutputTokens: 4000 }
const open = { acceptsTemperature: true }

test.each([
  ['a model that takes a temperature gets it', open, {}, { temperature: 0.7 }, []],
  ['one that refuses it does not', {}, {}, { temperature: undefined }, ['temperature']],
  ['nothing is dropped that was not asked for', {}, { temperature: undefined }, { temperature: undefined }, []],
  ['zero is a temperature', open, { temperature: 0 }, { temperature: 0 }, []],
  [
    "Anthropic's end at one",
    { ...open, provider: 'anthropic' },
    { temperature: 1.2 },
    { temperature: undefined },
    ['temperature'],
  ],
  ["others' do not", { ...open, provider: 'google' }, { temperature: 1.2 }, { temperature: 1.2 }, []],
  [
    'the allowance is cut to what the model can write',
    { ...open, maxOutputTokens: 1000 },
    {},
    { maxOutputTokens: 1000 },
    ['max_output_tokens'],
  ],
  [
    'unless nobody says what that is',
    { ...open, maxOutputTokens: null, contextTokens: null },
    {},
    { maxOutputTokens: 4000 },
    [],
  ],
] as const)('%s', (_, model, asked, request, droppedParameters) => {
  const prepared = prepareRequest({ ...prompt, ...asked }, aModel(model))
  expect(prepared).toMatchObject({ droppedParameters })
  expect({ ...prepared.request, temperature: prepared.request.temperature }).toMatchObject(request)
})

test('the allowance is cut to the room that the prompt leaves', () => {
  const user = 'paving '.repeat(5000)
  const model = aModel({ ...open, contextTokens: 8192, maxOutputTokens: 8192 })
  const { request, droppedParameters } = prepareRequest({ ...prompt, user }, model)
  expect(request.maxOutputTokens).toBe(8192 - estimateTokens(user) - estimateTokens(prompt.system))
  expect(droppedParameters).toEqual(['max_output_tokens'])
})
