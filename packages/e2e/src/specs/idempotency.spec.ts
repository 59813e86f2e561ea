import { generateAccepted } from '@hg/contracts'
import { newRequest, uniqueTag, type Tenant } from '../support/tenant.ts'
import { expect, test } from '../support/test.ts'

function send(tenant: Tenant, key: string, request: object) {
  return tenant.api.call('POST', '/generate', {
    body: { client_id: tenant.client.id, ...request },
    headers: { 'idempotency-key': key },
  })
}

test('the same key with the same body gets the same answer, and one job', async ({ pasco }) => {
  const [key, request] = [uniqueTag(), newRequest()]
  const first = await send(pasco, key, request)
  // The order of the properties does not make another body.
  const again = await send(pasco, key, Object.fromEntries(Object.entries(request).reverse()))
  expect([first.status, again.status]).toEqual([202, 202])
  expect(again.body).toEqual(first.body)
  expect(first.headers.get('idempotency-replayed')).toBeNull()
  expect(again.headers.get('idempotency-replayed')).toBe('true')
  expect(await pasco.search(request.topic)).toHaveLength(1)
})

test('the same key with another body is refused', async ({ pasco }) => {
  const [key, request] = [uniqueTag(), newRequest()]
  await send(pasco, key, request)
  const other = await send(pasco, key, { ...request, keywords: ['another'] })
  expect(other.status).toBe(422)
  expect(other.body).toMatchObject({ code: 'idempotency_mismatch' })
  expect(await pasco.search(request.topic)).toHaveLength(1)
})

test('of many requests at once with the same key, one makes the job and all get its answer', async ({ pasco }) => {
  const [key, request] = [uniqueTag(), newRequest()]
  const answers = await Promise.all(Array.from({ length: 12 }, () => send(pasco, key, request)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202))
  expect(new Set(answers.map(({ body }) => generateAccepted.parse(body).job_id)).size).toBe(1)
  expect(answers.filter(({ headers }) => headers.get('idempotency-replayed') === null)).toHaveLength(1)
  expect(await pasco.search(request.topic)).toHaveLength(1)
})

test('two clients may use the same key', async ({ pasco, ohio }) => {
  const [key, request] = [uniqueTag(), newRequest()]
  const [ours, theirs] = [await send(pasco, key, request), await send(ohio, key, request)]
  expect([ours.status, theirs.status]).toEqual([202, 202])
  expect(generateAccepted.parse(ours.body).job_id).not.toBe(generateAccepted.parse(theirs.body).job_id)
  expect(theirs.headers.get('idempotency-replayed')).toBeNull()
})

test('a request that was not valid does not use up its key', async ({ pasco }) => {
  const [key, request] = [uniqueTag(), newRequest()]
  expect((await send(pasco, key, { ...request, topic: 7 })).status).toBe(400)
  expect((await send(pasco, key, { ...request, llm: { model: 'nobody-has-this' } })).status).toBe(422)
  const right = await send(pasco, key, request)
  expect(right.status).toBe(202)
  expect(right.headers.get('idempotency-replayed')).toBeNull()
})
