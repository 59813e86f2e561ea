import { describe, expect, it } from 'vitest'
import { apiUrl, toApiError } from './api.ts'

describe('addresses', () => {
  it('leave out empty values and escape the rest', () => {
    expect(
      apiUrl('/cpm/jobs', { client_id: 'a', status: null, q: 'a&b c', cursor: undefined, type: '', limit: 50 }),
    ).toBe('/api/cpm/jobs?client_id=a&q=a%26b+c&limit=50')
    expect(apiUrl('/smm/clients')).toBe('/api/smm/clients')
  })
})

describe('errors', () => {
  it('carry what the problem says', () => {
    const body = {
      type: 'about:blank',
      title: 'The request is not valid',
      status: 400,
      code: 'invalid_request',
      request_id: 'r-1',
      errors: [{ path: 'topic', message: 'must not be empty' }],
    }
    const error = toApiError(new Response(null, { status: 400 }), body)
    expect(error).toMatchObject({ code: 'invalid_request', status: 400, requestId: 'r-1', fields: body.errors })
    expect(error.message).toBe('The request is not valid')
  })

  it('of a lost race bring both texts along', () => {
    const body = {
      ...{ type: 'about:blank', title: 'Somebody else was faster', status: 409, code: 'conflict', request_id: 'r-3' },
      current: { name: 'Theirs', version: 3 },
      yours: { name: 'Ours' },
    }
    const error = toApiError(new Response(null, { status: 409 }), body)
    expect(error.conflict).toEqual({ current: body.current, yours: body.yours })
    expect(toApiError(new Response(null, { status: 409 }), { ...body, yours: undefined }).conflict).toBeNull()
    expect(toApiError(new Response(null, { status: 409 }), { ...body, code: 'job_final' }).conflict).toBeNull()
  })

  it('make do with an answer that is no problem', () => {
    const answer = new Response('<html>', { status: 502, headers: { 'x-request-id': 'r-2' } })
    expect(toApiError(answer, null)).toMatchObject({ code: 'bad_answer', status: 502, requestId: 'r-2' })
  })
})
