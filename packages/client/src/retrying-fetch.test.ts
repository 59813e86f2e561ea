import { describe, expect, it } from 'vitest'
import { retryingFetch } from './retrying-fetch.ts'

/** Answers in turn; notes the waits between. */
function script(answers: (Response | Error)[]) {
  const waits: number[] = []
  let calls = 0
  const fetch = retryingFetch(
    () => {
      const answer = answers[calls++]
      return answer instanceof Response ? Promise.resolve(answer) : Promise.reject(answer ?? new Error('none left'))
    },
    (ms) => {
      waits.push(ms)
      return Promise.resolve()
    },
  )
  return { fetch, waits, calls: () => calls }
}
const answer = (status: number, headers = {}) => new Response('{}', { status, headers })
const read = new Request('https://api.example/jobs')
const write = (headers = {}) => new Request('https://api.example/generate', { method: 'POST', body: '{}', headers })

describe('a request', () => {
  it('that may be repeated is, after the time that the API names', async () => {
    const { fetch, waits } = script([answer(429, { 'retry-after': '7' }), answer(503), answer(200)])
    expect((await fetch(read)).status).toBe(200)
    expect(waits).toEqual([7000, 2000])
  })

  it('is repeated after a lost connection, four times at most', async () => {
    const lost = new Error('the connection broke')
    const { fetch, waits, calls } = script([lost, lost, lost, lost, answer(200)])
    await expect(fetch(write({ 'idempotency-key': 'a' }))).rejects.toBe(lost)
    expect([calls(), waits]).toEqual([4, [1000, 2000, 4000]])
  })

  it.each([
    ['a write without a key', write(), [answer(503)]],
    ['a refusal', read, [answer(422)]],
    ['a wait that is too long', read, [answer(429, { 'retry-after': '86400' })]],
  ])('is not repeated: %s', async (_, request, answers) => {
    const { fetch, calls } = script([...answers, answer(200)])
    expect((await fetch(request)).status).not.toBe(200)
    expect(calls()).toBe(1)
  })
})
