import { describe, expect, it } from 'vitest'
import { describePromptVariable, readPromptVariables, toVariableErrors } from './read-variables.ts'
import { listChoices, promptVariable, type PromptVariables, type PromptVariableValues } from './variables.ts'

const declared: PromptVariables = {
  type: 'object',
  properties: {
    season: { type: 'string', enum: ['spring', 'winter'] },
    tone_of_day: { type: 'string', maxLength: 20 },
    rooms: { type: 'integer', minimum: 1, maximum: 9, default: 3 },
    price: { type: 'number' },
    is_urgent: { type: 'boolean' },
    places: { type: 'array', items: { type: 'string', maxLength: 10 }, maxItems: 2 },
  },
  required: ['season'],
}
const read = (given: PromptVariableValues) => readPromptVariables(declared, given)

describe('the values of a template’s variables', () => {
  it('are the values that were given, their defaults, and else nothing', () => {
    expect(read({ season: 'winter', places: ['Kent'] })).toEqual({
      values: { season: 'winter', places: ['Kent'], rooms: 3 },
      faults: [],
    })
  })

  it.each([
    ['a number', { rooms: '4', price: '-2.50' }, { rooms: 4, price: -2.5 }],
    ['true or false', { is_urgent: 'TRUE' }, { is_urgent: true }],
    ['a list', { places: 'Kent | Ravenna | ' }, { places: ['Kent', 'Ravenna'] }],
    ['a text, of a number', { tone_of_day: 7 }, { tone_of_day: '7' }],
  ])('are read from a text, or as one, where they are %s', (_what, given, expected) => {
    expect(read({ season: 'winter', ...given }).values).toMatchObject(expected)
    expect(read({ season: 'winter', ...given }).faults).toEqual([])
  })

  it.each([
    ['a required one is missing', {}, 'season', 'is required: give one of spring, winter'],
    [
      'one is not declared',
      { season: 'winter', seasn: 'x' },
      'seasn',
      'is no variable of the template, which takes is_urgent, places, price, rooms, season, tone_of_day',
    ],
    ['one is not among the choices', { season: 'fall' }, 'season', 'must be one of: spring, winter'],
    ['a text is too long', { season: 'winter', tone_of_day: 'x'.repeat(21) }, 'tone_of_day', 'must have at most 20'],
    ['a number is no number', { season: 'winter', rooms: 'four' }, 'rooms', 'must be a number'],
    ['a whole number is not whole', { season: 'winter', rooms: 1.5 }, 'rooms', 'must be a whole number'],
    ['a number is too great', { season: 'winter', rooms: 10 }, 'rooms', 'must be at most 9'],
    ['a list is too long', { season: 'winter', places: ['a', 'b', 'c'] }, 'places', 'must have at most 2 items'],
    ['a list has too long an item', { season: 'winter', places: ['x'.repeat(11)] }, 'places', 'each item must have'],
    ['a list is a number', { season: 'winter', places: 3 }, 'places', 'must be a list of texts'],
    ['a name is inherited', { season: 'winter', valueOf: 'x' }, 'valueOf', 'is no variable'],
  ])('are refused by name where %s', (_what, given, name, message) => {
    const { faults } = read(given)
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatchObject({ name, message: expect.stringContaining(message) as string })
  })
})

describe('what is wrong with variables', () => {
  it('is listed by their paths, as far as an answer lists it', () => {
    const unknown = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`v${index}`, 1]))
    const errors = toVariableErrors(readPromptVariables({}, unknown).faults)
    expect(errors).toHaveLength(21)
    expect(errors[0]).toEqual({ path: 'variables.v0', message: 'is no variable of the template, which takes none' })
    expect(errors[20]).toEqual({ path: 'variables', message: 'has 10 more that are not in order' })
  })

  it('names few and short choices, however many and long there are', () => {
    expect(listChoices(['a', 'b'])).toBe('a, b')
    expect(listChoices(Array.from({ length: 100 }, (_, index) => index))).toBe(
      '0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 88 more',
    )
    expect(listChoices(['x'.repeat(500)])).toBe(`${'x'.repeat(60)}…`)
  })

  it.each([
    [{ type: 'string' }, 'a text'],
    [{ type: 'string', maxLength: 20 }, 'a text of at most 20 characters'],
    [{ type: 'string', enum: ['spring', 'winter'] }, 'one of spring, winter'],
    [{ type: 'integer', minimum: 1, maximum: 9 }, 'a whole number from 1 to 9'],
    [{ type: 'integer', minimum: 0 }, 'a whole number of at least 0'],
    [{ type: 'number', maximum: 0.5 }, 'a number of at most 0.5'],
    [{ type: 'number', enum: [1, 2.5] }, 'one of 1, 2.5'],
    [{ type: 'boolean' }, 'true or false'],
    [{ type: 'array', items: { type: 'string' } }, 'a list of texts'],
    [{ type: 'array', items: { type: 'string', enum: ['a', 'b'] } }, 'a list of a, b'],
    [
      { type: 'array', items: { type: 'string', maxLength: 10 }, maxItems: 2 },
      'a list of at most 2 texts of at most 10 characters',
    ],
  ])('is told beside what is taken: %j is %s', (variable, expected) => {
    expect(describePromptVariable(promptVariable.parse(variable))).toBe(expected)
  })
})
