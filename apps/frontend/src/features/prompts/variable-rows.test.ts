import { promptVariables } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { emptyRow, rowProblems, toRows, toSchema } from './variable-rows.ts'

const schema = promptVariables.parse({
  type: 'object',
  properties: {
    season: { type: 'string', description: 'When', enum: ['spring', 'autumn'], default: 'spring' },
    grade: { type: 'integer', minimum: 1, maximum: 12, default: 7 },
    price: { type: 'number', enum: [1.5, 2] },
    formal: { type: 'boolean', default: false },
    tags: { type: 'array', items: { type: 'string', maxLength: 20 }, maxItems: 5, default: ['a', 'b'] },
    plain: { type: 'string' },
  },
  required: ['grade', 'plain'],
  propertyOrdering: ['season', 'price', 'grade', 'tags', 'formal', 'plain'],
})

describe('the variables of a template', () => {
  it('come back from their rows as they were', () => {
    expect(toSchema(toRows(schema))).toEqual(schema)
    expect(toSchema(toRows({}))).toEqual({})
  })

  it('stand in their author’s order, and those of older versions as they come', () => {
    const names = (given: typeof schema) => toRows(given).map(({ name }) => name)
    expect(names(schema)).toEqual(['season', 'price', 'grade', 'tags', 'formal', 'plain'])
    expect(names({ ...schema, propertyOrdering: undefined })).toEqual([
      'season',
      'grade',
      'price',
      'formal',
      'tags',
      'plain',
    ])
  })

  it('without a name or a word are left out', () => {
    expect(toSchema([emptyRow(), { ...emptyRow(), name: ' season ' }])).toEqual({
      type: 'object',
      properties: { season: { type: 'string' } },
    })
  })

  it('typed wrong are refused by the contract at their place', () => {
    const rows = [{ ...emptyRow(), name: 'grade', type: 'integer' as const, default: 'seven' }]
    expect(promptVariables.safeParse(toSchema(rows)).error?.issues[0]?.path).toEqual(['properties', 'grade', 'default'])
  })

  it('of one name, or of none, are told at their row', () => {
    const rows = ['a', 'a', ''].map((name) => ({ ...emptyRow(), name, description: 'Why' }))
    expect(rowProblems(rows)).toEqual({
      [rows[1]?.key ?? '']: 'This name stands there twice',
      [rows[2]?.key ?? '']: 'Give it a name',
    })
  })
  it('of a name that cannot be one are told what a name may be', () => {
    const row = { ...emptyRow(), name: 'Bad Name' }
    expect(rowProblems([row])[row.key]).toMatch(/^The name must be of lower-case letters, digits and underscores/)
  })
})
