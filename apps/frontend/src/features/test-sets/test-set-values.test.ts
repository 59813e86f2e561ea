import { describe, expect, it } from 'vitest'
import { emptyBrief, newTestSet, toTestSetInput, toTestSetValues } from './test-set-values.ts'

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

  it('keeps the variables of briefs that came from pieces, and names pieces to be added', () => {
    const briefs = [{ topic: 'One', variables: { tone: 'calm' } }]
    const values = toTestSetValues({ name: 'Set', content_type: 'faq', briefs })
    expect(toTestSetInput({ ...values, job_ids: ['x'] })).toEqual({
      ...{ name: 'Set', content_type: 'faq', job_ids: ['x'] },
      briefs: [{ topic: 'One', variables: { tone: 'calm' } }],
    })
  })
})
