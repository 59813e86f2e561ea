import { describe, expect, it } from 'vitest'
import { movablePromptLabel } from './label.ts'
import { promptText } from './text.ts'
import { promptVariableProblem, promptVariables } from './variables.ts'
import { createPromptRequest } from './write.ts'

const paths = (parsed: { error?: { issues: { path: PropertyKey[] }[] } | undefined }) =>
  parsed.error?.issues.map(({ path }) => path.join('.'))

describe('the variables that a template declares', () => {
  it('may be none, and of the types that forms are made of', () => {
    expect(promptVariables.parse({})).toEqual({})
    const declared = {
      type: 'object',
      properties: {
        season: { type: 'string', enum: ['spring', 'fall'], default: 'fall', description: 'When it is read' },
        tables: { type: 'integer', minimum: 0, maximum: 3, default: 1 },
        share: { type: 'number', default: 0.5 },
        formal: { type: 'boolean', default: false },
        places: { type: 'array', items: { type: 'string', maxLength: 40 }, maxItems: 5, default: ['Dayton'] },
      },
      required: ['season'],
    }
    expect(promptVariables.parse(declared)).toEqual(declared)
  })

  it.each([
    ['a name that is none', { properties: { Season: { type: 'string' } } }, ['properties.Season']],
    ['a name of the language', { properties: { constructor: { type: 'string' } } }, ['properties.constructor']],
    ['a type without a form', { properties: { a: { type: 'object' } } }, ['properties.a.type']],
    [
      'a default that is refused',
      { properties: { a: { type: 'string', enum: ['x'], default: 'y' } } },
      ['properties.a.default'],
    ],
    ['a required one that is not there', { properties: {}, required: ['a'] }, ['required.0']],
    [
      'what schemas know and forms do not',
      { properties: { a: { type: 'string', pattern: '(a+)+$' } } },
      ['properties.a'],
    ],
  ])('are refused for %s', (_what, given, where) => {
    expect(paths(promptVariables.safeParse(given))).toEqual(where)
  })

  it.each([
    [{ type: 'string', maxLength: 3 }, 'abc', null],
    [{ type: 'string', maxLength: 3 }, 'abcd', 'must have at most 3 characters'],
    [{ type: 'string' }, 3, 'must be a text'],
    [{ type: 'integer', minimum: 1 }, 1, null],
    [{ type: 'integer', minimum: 1 }, 0, 'must be at least 1'],
    [{ type: 'integer' }, 1.5, 'must be a whole number'],
    [{ type: 'number', maximum: 1 }, 1.5, 'must be at most 1'],
    [{ type: 'number' }, Number.NaN, 'must be a number'],
    [{ type: 'boolean' }, 'true', 'must be true or false'],
    [{ type: 'array', items: { type: 'string', enum: ['a'] } }, ['a', 'b'], 'each item must be one of: a'],
    [{ type: 'array', items: { type: 'string' }, maxItems: 1 }, ['a', 'b'], 'must have at most 1 items'],
  ] as const)('%j takes or refuses %j', (variable, value, problem) => {
    const parsed = promptVariables.parse({ properties: { a: variable } }).properties?.a
    expect(parsed && promptVariableProblem(parsed, value)).toBe(problem)
  })
})

describe('a version’s text', () => {
  it('trims each path once, in the order given', () => {
    const text = (trim_order: string[]) => paths(promptText.safeParse({ template: 'x', trim_order }))
    expect(text(['brand.sample', 'brief'])).toBeUndefined()
    expect(text(['brief', 'brief'])).toEqual(['trim_order'])
    expect(text(['brand..sample', '__proto__'])).toEqual(['trim_order.0', 'trim_order.1'])
  })
})

describe('a partial', () => {
  it('is one text with a handle', () => {
    const partial = { kind: 'partial', name: 'house-voice', content_type: 'any', template: 'Calm.' }
    expect(createPromptRequest.safeParse(partial).success).toBe(true)
    const wrong = { name: 'House voice', content_type: 'faq', system_template: 'x', trim_order: ['brief'] }
    expect(paths(createPromptRequest.safeParse({ ...partial, ...wrong }))).toEqual([
      'name',
      'content_type',
      'system_template',
      'trim_order',
    ])
  })
})

it('production is moved by activating, not by hand', () => {
  expect(movablePromptLabel.safeParse('staging').success).toBe(true)
  expect(movablePromptLabel.safeParse('production').success).toBe(false)
})
