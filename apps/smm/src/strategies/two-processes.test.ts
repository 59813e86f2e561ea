import { generateAccepted, job, strategy } from '@hg/contracts'
import { createTenant, createTestRedis, freePort, type SpawnedApp, spawnApp, type Tenant, waitFor } from '@hg/testkit'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSmm, type TestSmm } from '../test/smm.ts'

const contentProduction = fileURLToPath(new URL('../../../cpm/src/server.ts', import.meta.url))

let smm: TestSmm
let tenant: Tenant
let redis: Awaited<ReturnType<typeof createTestRedis>>
let processes: { url: string; app: SpawnedApp }[] = []

/** One process of content production on this database and this strategy service. */
async function startProcess(smmUrl: string): Promise<{ url: string; app: SpawnedApp }> {
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const app = await spawnApp(
    contentProduction,
    {
      ...{ ENVIRONMENT: 'test', HOST: '127.0.0.1', PORT: port, REDIS_URL: redis.url },
      ...{ DATABASE_URL: smm.target.url, DATABASE_DIRECT_URL: smm.target.directUrl },
      ...{ SMM_SERVICE_URL: smmUrl, IM_SERVICE_URL: 'http://127.0.0.1:9' },
      NEXTAUTH_URL: 'http://127.0.0.1:3000',
      ...{ SERVICE_TOKEN_PUBLIC_KEY: smm.keys.publicKey, SERVICE_TOKEN_PRIVATE_KEY: smm.keys.privateKey },
      ...{ OPENAI_API_KEY: 'unused', ENCRYPTION_KEYS: `test:${randomBytes(32).toString('base64')}` },
    },
    { healthUrl: `${url}/health/live` },
  )
  return { url, app }
}

beforeAll(async () => {
  ;[smm, redis] = await Promise.all([startTestSmm(), createTestRedis()])
  tenant = await createTenant(smm.target.adminUrl)
  const smmUrl = await smm.app.listen({ host: '127.0.0.1', port: 0 })
  processes = await Promise.all([startProcess(smmUrl), startProcess(smmUrl)])
})
afterAll(async () => {
  await Promise.all(processes.map(({ app }) => app.stop()))
  await smm.close()
  await redis.release()
})

async function call(method: 'GET' | 'POST', url: string, body?: object): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${tenant.keys.write.key}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

/** Asks a process for a piece, and reads what its job keeps of the strategy. */
async function request({ url }: { url: string }) {
  const body = { client_id: tenant.customerId, content_type: 'article', topic: 'Whose words' }
  const { job_id } = generateAccepted.parse(await call('POST', `${url}/generate`, body))
  return strategyOf(url, job_id)
}

async function strategyOf(url: string, jobId: string) {
  const { id, strategy: kept } = job.parse(await call('GET', `${url}/jobs/${jobId}`))
  return { id, version: kept.version, cta: kept.effective.content?.cta }
}

describe('a change of a strategy', () => {
  it('is felt by every process that remembers it, and by no job that was accepted before', async () => {
    const admin = tenant.users.admin
    const made = await smm.call('POST', `/clients/${tenant.agencyId}/strategies`, admin, {
      ...{ name: 'Agency', content_type: 'any', is_active: true },
      configuration: { content: { cta: 'Before' } },
    })
    const { id } = strategy.parse(made.body)
    const before = await Promise.all(processes.map(request))
    expect(before.map(({ version, cta }) => [version, cta])).toEqual([
      [1, 'Before'],
      [1, 'Before'],
    ])

    const save = { base_version: 1, configuration: { content: { cta: 'After' } } }
    expect(await smm.call('PUT', `/strategies/${id}`, admin, save)).toMatchObject({ status: 200 })
    for (const process of processes) {
      // Sooner than what is remembered would be asked for again by itself, after 30 s.
      const after = await waitFor(
        async () => {
          const found = await request(process)
          return found.version === 2 ? found : null
        },
        { timeoutMs: 15_000, what: 'a job by the new version' },
      )
      expect(after.cta).toBe('After')
    }
    const [first] = processes
    if (!first) throw new Error('no process')
    const kept = await Promise.all(before.map((one) => strategyOf(first.url, one.id)))
    expect(kept).toEqual(before)

    const off = await smm.call('PATCH', `/strategies/${id}`, admin, { base_version: 2, is_active: false })
    expect(off.status).toBe(200)
    for (const process of processes) {
      await waitFor(async () => (await request(process)).cta !== 'After', {
        timeoutMs: 15_000,
        what: 'a job without the strategy',
      })
    }
  })
})
