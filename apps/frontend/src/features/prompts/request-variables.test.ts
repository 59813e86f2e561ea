import { type PromptVariable, promptVariables, readPromptVariables } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { ApiError } from '#lib/api.ts'
import {
  neededVariables,
  refusedVariables,
  toVariableValues,
  variableProblems,
  withStandIns,
} from './request-variables.ts'

const needed = neededVariables(
  promptVariables.parse({
    type: 'object',
    properties: {
      season: { type: 'string', enum: ['spring', 'autumn'] },
      grade: { type: 'integer', minimum: 1, maximum: 12 },
      price: { type: 'number' },
      formal: { type: 'boolean' },
      tags: { type: 'array', items: { type: 'string' } },
      tone: { type: 'string', default: 'calm' },
    },
    required: ['season', 'grade', 'tone'],
  }),
)

describe('what a template asks of a request', () => {
  it('has to be said where nothing stands in for it', () => {
    expect(needed.filter(({ required }) => required).map(({ name }) => name)).toEqual(['season', 'grade'])
    expect(variableProblems(needed, {})).toEqual({ season: 'must be given', grade: 'must be given' })
  })

  it('is sent as what it is, without what was left empty or belongs to another template', () => {
    const typed = { season: 'spring', grade: ' 7', price: '1,5', formal: 'false', tags: [], tone: ' ', other: 'x' }
    expect(toVariableValues(needed, typed)).toEqual({ season: 'spring', grade: 7, price: 1.5, formal: false })
    expect(variableProblems(needed, typed)).toEqual({})
  })

  it('has to be said where the service refused a request for it, and is no other', () => {
    const fields = [
      { path: 'variables.tags', message: 'must be a list of texts' },
      { path: 'variables.gone', message: 'is no variable of the template' },
    ]
    const asked = refusedVariables(needed, new ApiError('variables_invalid', 'No.', { fields }))
    expect(asked.map(({ name, required }) => [name, required])).toEqual([['tags', true]])
    expect(refusedVariables(needed, new ApiError('unprocessable', 'No.', { fields }))).toEqual([])
    expect(refusedVariables(needed, null)).toEqual([])
  })

  it('is refused where it is none of the choices, or no figure of that kind', () => {
    expect(variableProblems(needed, { season: 'winter', grade: 'seven', price: '2' })).toEqual({
      season: 'must be one of: spring, autumn',
      grade: 'must be a number',
    })
    expect(variableProblems(needed, { season: 'spring', grade: '13' })).toEqual({ grade: 'must be at most 12' })
  })

  it.each<[PromptVariable]>([
    [{ type: 'string' }],
    [{ type: 'string', maxLength: 3 }],
    [{ type: 'string', enum: ['spring'] }],
    [{ type: 'integer' }],
    [{ type: 'integer', minimum: 1.5, maximum: 2 }],
    [{ type: 'integer', maximum: -4 }],
    [{ type: 'number', minimum: 0.2, maximum: 0.8 }],
    [{ type: 'number', enum: [0.5] }],
    [{ type: 'boolean' }],
    [{ type: 'array', items: { type: 'string', enum: ['a'] } }],
  ])('has something in its place that is taken, while it is not said yet: %j', (variable) => {
    const declared = { properties: { it: variable }, required: ['it'] }
    const values = withStandIns(neededVariables(declared), {})
    expect(readPromptVariables(declared, values).faults).toEqual([])
    expect(withStandIns(neededVariables(declared), { it: 'said' })).toEqual({ it: 'said' })
  })
})
