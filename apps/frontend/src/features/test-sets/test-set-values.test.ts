import { describe, expect, it } from 'vitest'
import { neededVariables } from '#features/prompts/request-variables.ts'
import {
  briefProblems,
  emptyBrief,
  findWrongBrief,
  newTestSet,
  toTestSetInput,
  toTestSetValues,
  withTypedVariables,
} from './test-set-values.ts'

describe('the form of a test set', () => {
  it('sends what was said, and nothing of rows that say nothing', () => {
    const briefs = [
      emptyBrief,
      { ...emptyBrief, topic: 'One' },
      { ...emptyBrief, topic: 'Two', keywords: ['a'], brief: 'b' },
    ]
    expect(toTestSetInput({ ...newTestSet, name: 'Set', briefs })).toEqual({
      name: 'Set',
      content_type: 'blog_post',
      briefs: [{ topic: 'One' }, { topic: 'Two', keywords: ['a'], brief: 'b' }],
    })
  })

  it('sends variables as what they are, and those of other prompts as they stand', () => {
    const needed = neededVariables({
      properties: { grade: { type: 'integer' }, tone: { type: 'string' } },
      required: ['grade', 'tone'],
    })
    const briefOf = (variables: object) => ({ ...emptyBrief, topic: 'One', variables: { ...variables } })
    const values = { ...newTestSet, briefs: [briefOf({ grade: '7', tone: ' ', other: true }), briefOf({ tone: '' })] }
    const typed = withTypedVariables(values, needed)
    expect(typed.briefs.map(({ variables }) => variables)).toEqual([{ grade: 7, other: true }, undefined])
    expect(findWrongBrief(values, needed)).toBe(-1)
    const wrong = { ...values, briefs: [...values.briefs, briefOf({ grade: 'many' })] }
    expect(findWrongBrief(wrong, needed)).toBe(2)
    expect(briefProblems({ grade: 'many' }, needed)).toEqual({ grade: 'must be a number' })
  })

  it('keeps the variables and the source of briefs that came from pieces, and names pieces to be added', () => {
    const taken_from = { job_id: 'y', client_id: 'z' }
    const briefs = [{ topic: 'One', variables: { tone: 'calm' }, taken_from }]
    const values = toTestSetValues({ name: 'Set', content_type: 'faq', briefs })
    expect(toTestSetInput({ ...values, job_ids: ['x'] })).toEqual({
      ...{ name: 'Set', content_type: 'faq', job_ids: ['x'] },
      briefs,
    })
  })
})
