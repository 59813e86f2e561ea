import { health } from '@hg/contracts'
import { createCaller } from '../support/caller.ts'
import { expect, test } from '../support/test.ts'

const services = ['cpm', 'im', 'smm'] as const

test('each service tells its health, and which parts it stands on', async ({ demo, stage }) => {
  for (const service of services) {
    const answer = await createCaller(demo.urls[service]).call('GET', '/health')
    const told = health.parse(answer.body)
    expect([service, answer.status, told.status, told.services.database]).toEqual([service, 200, 'healthy', 'healthy'])
    if (service === 'cpm') expect(told.services.redis).toBe(stage.topology === 'full' ? 'healthy' : 'not_configured')
  }
  const { body } = await createCaller(demo.urls.cpm).call('GET', '/health')
  expect(Object.keys(health.parse(body).services.external_apis).sort()).toEqual([
    'anthropic',
    'google',
    'groq',
    'openai',
  ])
})

test('each service describes its API, and shows the description as a page', async ({ demo }) => {
  for (const service of services) {
    const caller = createCaller(demo.urls[service])
    expect((await caller.call('GET', '/openapi.json')).body).toMatchObject({ openapi: '3.1.0' })
    const docs = await caller.call('GET', '/docs/')
    expect([service, docs.status, docs.headers.get('content-type')]).toEqual([
      service,
      200,
      expect.stringContaining('text/html'),
    ])
  }
})

test('each service and the worker count what they do', async ({ demo, stage, pasco }) => {
  await pasco.write()
  for (const url of [...services.map((service) => demo.urls[service]), stage.workerUrl]) {
    const { status, text } = await createCaller(url).call('GET', '/metrics')
    expect([url, status]).toEqual([url, 200])
    expect(text).toContain('# TYPE')
  }
  const { text } = await createCaller(stage.workerUrl).call('GET', '/metrics')
  expect(text).toMatch(/hg_jobs_ended_total\{[^}]*outcome="completed"[^}]*\} [1-9]/)
})
