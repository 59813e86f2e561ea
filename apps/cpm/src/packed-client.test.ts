import { findApiKey, withoutTenant } from '@hg/db'
import { createApiKeyVerifier, createAuthenticator, type Service } from '@hg/http'
import { generateServiceKeys } from '@hg/runtime'
import { writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildApp } from './app.ts'
import { submitJob } from './jobs/submit.ts'
import { type Harness, startHarness } from './test/harness.ts'
import { type ForeignProject, installPackedClient } from './test/packed-client.ts'

let h: Harness
let app: Service
let url: string
let project: ForeignProject

beforeAll(async () => {
  ;[h, project] = await Promise.all([startHarness(), installPackedClient()])
  const { publicKey } = await generateServiceKeys()
  const apiKeys = createApiKeyVerifier({ find: (id) => withoutTenant(h.db, (tx) => findApiKey(tx, id)) })
  app = await buildApp(h.server, {
    authenticate: createAuthenticator({ serviceTokens: { publicKey, audience: 'cpm' }, apiKeys }),
    health: { database: () => h.db.ping() },
    limits: { perActor: 5, perAddress: 1000 },
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
}, 120_000)
afterAll(async () => {
  await app.close()
  await h.close()
  await project.remove()
})

const program = `
import { createClient, HgContentError } from '@hg/client'

declare const process: { argv: string[] }
const [baseUrl = '', apiKey = '', id = ''] = process.argv.slice(2)
const hg = createClient({ baseUrl, apiKey })
const job = await hg.getJob(id)
const { data, response } = await hg.api.GET('/jobs', { params: { query: { limit: 1 } } })
const refused = await hg.generate({ client_id: job.client_id, content_type: 'blog_post', topic: 'Not with this key' }).catch(
  (error: unknown) => (error instanceof HgContentError ? { code: error.code, status: error.status } : null),
)
console.log(JSON.stringify({
  title: job.result?.title,
  listed: data?.items[0]?.id,
  refused,
  limits: ['limit', 'remaining', 'reset'].map((name) => response.headers.get('ratelimit-' + name)),
}))
`

it('the packed client works from outside of the repository, against a running service', async () => {
  const { accepted } = await submitJob(h.server, h.as('member'), h.request())
  await h.deliver(accepted.job_id)
  const { key } = await h.addKey()
  await writeFile(join(project.dir, 'use.ts'), program)
  const told = JSON.parse(await project.run('use.ts', url, key, accepted.job_id)) as {
    title: string
    limits: (string | null)[]
  }
  expect(told).toMatchObject({ listed: accepted.job_id, refused: { code: 'forbidden', status: 403 } })
  expect(told.title).toMatch(/parking lot/i)
  // Five a minute, and this was the second request.
  expect(told.limits.slice(0, 2)).toEqual(['5', '3'])
  expect(Number(told.limits[2])).toBeGreaterThan(0)
})

it('its types need nothing else, and a program that asks for what the API has not does not compile', async () => {
  await writeFile(join(project.dir, 'use.ts'), program)
  await writeFile(join(project.dir, 'wrong.ts'), program.replace('limit: 1', "limit: 'many'"))
  const faults = await project.check('use.ts', 'wrong.ts')
  expect(faults).toEqual([expect.stringMatching(/^wrong\.ts.*not assignable to type 'number/)])
})

it('who asks more often than allowed is told how long to wait', async () => {
  const { key } = await h.addKey()
  const ask = () => fetch(`${url}/jobs?limit=1`, { headers: { authorization: `Bearer ${key}` } })
  const answers = []
  for (let request = 0; request < 6; request += 1) answers.push(await ask())
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429])
  expect(answers.map(({ headers }) => headers.get('ratelimit-remaining'))).toEqual(['4', '3', '2', '1', '0', '0'])
  const last = answers.at(-1)
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(last?.headers.get('retry-after')).toBe(last?.headers.get('ratelimit-reset'))
  expect(await last?.json()).toMatchObject({ code: 'rate_limited', status: 429 })
})
