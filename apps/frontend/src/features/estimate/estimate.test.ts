import { describe, expect, it } from 'vitest'
import { id } from '../../test/samples.ts'
import { neededVariables } from '#features/prompts/request-variables.ts'
import { toEstimateRequest } from './to-estimate-request.ts'

const base = { client_id: id(1), content_type: 'faq', topic: 'Old panels' } as const

describe('a request that is estimated while it is typed', () => {
  it('has what bears on its cost, and nothing that only says when', () => {
    const llm = { provider: 'groq' as const }
    const typed = { ...base, keywords: ['a'], llm, priority: 2, not_before: '2026-12-01T00:00:00Z', metadata: { a: 1 } }
    expect(toEstimateRequest({ ...typed, max_cost_usd: '0.5' }, [])).toEqual({
      ...base,
      keywords: ['a'],
      llm,
      max_cost_usd: '0.5',
    })
  })

  it('needs no topic yet, and no cost limit that is one', () => {
    const early = toEstimateRequest({ ...base, topic: '', max_cost_usd: 'a lot' }, [])
    expect(early?.max_cost_usd).toBeUndefined()
    expect(early?.topic.length).toBeGreaterThan(20)
  })

  it('is none while something else is not in order', () => {
    expect(toEstimateRequest({ ...base, llm: { temperature: 3 } }, [])).toBeNull()
  })

  it('has what its prompt is told, something likely for what it has to be told yet, and nothing of another prompt', () => {
    const needed = neededVariables({
      properties: { season: { type: 'string', enum: ['spring', 'fall'] }, grade: { type: 'integer', maximum: 12 } },
      required: ['season', 'grade'],
    })
    expect(toEstimateRequest({ ...base, variables: { grade: '7', other: 'x' } }, needed)?.variables).toEqual({
      season: 'spring',
      grade: 7,
    })
    expect(toEstimateRequest({ ...base, variables: { grade: '13' } }, needed)).toBeNull()
    expect(toEstimateRequest({ ...base, variables: { other: 'x' } }, [])).toEqual(base)
  })
})
