import { generateRequest } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { ApiError } from '#lib/api.ts'
import { sortErrors } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { id, makeJob } from '../../test/samples.ts'
import { firstValues } from './first-values.ts'
import { requestFieldOfCode, requestFields } from './request-fields.ts'
import { makeIdempotencyKeys } from './idempotency-keys.ts'
import { tidyRequest } from './tidy-request.ts'

const base = { client_id: id(1), content_type: 'blog_post', topic: 'Old panels' } as const

describe('a request', () => {
  it('says nothing about what was left empty', () => {
    expect(tidyRequest({ ...base, keywords: [], brief: '', llm: { model: undefined, routing: undefined } })).toEqual(
      base,
    )
  })

  it('keeps what was said, zero included', () => {
    const full = { ...base, keywords: ['a'], brief: 'b', llm: { temperature: 0, routing: 'cost' as const } }
    expect(tidyRequest({ ...full, llm: { ...full.llm, model: undefined } })).toEqual(full)
  })

  it('beside a template says what was emptied, which would be filled again', () => {
    const emptied = { ...base, content_template_id: id(9), keywords: [], brief: '' }
    expect(tidyRequest(emptied)).toEqual(emptied)
  })

  it('keeps its key until it changes, so that a repeat is paid for once', () => {
    let made = 0
    const keyFor = makeIdempotencyKeys(() => `k${++made}`)
    expect([keyFor({ a: 1 }), keyFor({ a: 1 }), keyFor({ a: 2 }), keyFor({ a: 1 })]).toEqual(['k1', 'k1', 'k2', 'k3'])
  })

  it('for a piece that is asked for again begins with what was asked the first time', () => {
    const parameters = { topic: 'Old panels', keywords: ['a'], llm: { temperature: 0.2 } }
    const values = firstValues(id(1), 'faq', makeJob({ parameters }))
    expect(tidyRequest(values)).toEqual({ client_id: id(1), content_type: 'faq', ...parameters })
    expect(firstValues(id(1), 'faq', undefined)).toMatchObject({ topic: '', keywords: [], brief: '' })
  })

  it('makes keys that the contract accepts', () => {
    const keyFor = makeIdempotencyKeys()
    expect(keyFor({ a: 1 })).toMatch(/^[0-9a-f]{32}$/)
  })
})

describe('errors of the service', () => {
  it('stand at their field; an entry of a list at its list; the rest above the form', () => {
    const error = new ApiError('invalid_request', 'The request is not valid', {
      status: 400,
      fields: [
        { path: 'topic', message: 'must have at least 3 characters' },
        { path: 'keywords.3', message: 'must not be empty' },
        { path: 'llm.temperature', message: 'must be at most 2' },
        { path: 'metadata.x', message: 'must be short' },
        { path: 'topics', message: 'is not known' },
      ],
    })
    expect(sortErrors(error, requestFields, requestFieldOfCode)).toEqual({
      fields: [
        { field: 'topic', message: 'Must have at least 3 characters' },
        { field: 'keywords', message: 'Must not be empty' },
        { field: 'llm.temperature', message: 'Must be at most 2' },
      ],
      rest: [
        { path: 'metadata.x', message: 'must be short' },
        { path: 'topics', message: 'is not known' },
      ],
    })
  })

  it('about a model stand at the model', () => {
    const error = new ApiError('unknown_model', 'There is no such model.', { status: 422 })
    expect(sortErrors(error, requestFields, requestFieldOfCode).fields).toEqual([
      { field: 'llm.model', message: 'There is no such model.' },
    ])
  })
})

describe('wrong fields', () => {
  it.each([
    [{ ...base, topic: 'ab' }, 'must have at least 3 characters'],
    [{ ...base, llm: { temperature: 3 } }, 'must be at most 2'],
    [{ ...base, llm: { temperature: -1 } }, 'must be at least 0'],
    [{ ...base, llm: { temperature: NaN } }, 'must be a number'],
    [{ ...base, llm: { max_output_tokens: 10 } }, 'must be at least 64'],
    [{ ...base, llm: { max_output_tokens: 100.5 } }, 'must be a whole number'],
    [{ ...base, brief: 'x'.repeat(20_001) }, 'must have at most 20,000 characters'],
    [{ ...base, keywords: Array.from({ length: 31 }, (_, index) => `k${index}`) }, 'must have at most 30 entries'],
  ])('say what was expected (%#)', (request, message) => {
    const parsed = generateRequest.safeParse(request, { error: formMessage })
    expect(parsed.error?.issues.map((issue) => issue.message)).toEqual([message])
  })
})
