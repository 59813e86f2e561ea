import { demoFile, type DemoFile } from '@hg/contracts'
import { type BrowserContext, type Page, test as base } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readStage } from '../env.ts'
import type { Stage } from '../stage/stage.ts'
import { type Breaker, breakerOf } from './breaker.ts'
import { type DemoUser, findUser, type SessionCookie, signIn } from './people.ts'
import { type WorkerProcess, workerOf } from './processes.ts'
import { type Sandbox, sandboxAt } from './sandbox.ts'
import { createTenant, type Tenant } from './tenant.ts'

interface ProductFixtures {
  stage: Stage
  demo: DemoFile
  /** A direct client with its key, an agency with its, a customer of another agency with its own. */
  pasco: Tenant
  heaviside: Tenant
  ohio: Tenant
  /** The session of one of the demo's people, signed in once for all specs. */
  sessionOf: (clientSlug: string, role: DemoUser['role']) => Promise<SessionCookie>
}

interface TestFixtures {
  /** With an empty tally; what a test leaves paused goes on after it. */
  sandbox: Sandbox
  /** Mended after each test. */
  breaker: Breaker
  /** Woken after each test, should it have been stopped. */
  worker: WorkerProcess
  /** A browser page in which this person is signed in. */
  pageOf: (clientSlug: string, role: DemoUser['role'], options?: { width?: number; height?: number }) => Promise<Page>
}

/** Playwright's `test` with the running product at hand. */
export const test = base.extend<TestFixtures, ProductFixtures>({
  stage: [async ({}, use) => use(readStage()), { scope: 'worker' }],
  demo: [
    async ({ stage }, use) => {
      await use(demoFile.parse(JSON.parse(readFileSync(join(stage.dataDir, 'demo.json'), 'utf8'))))
    },
    { scope: 'worker' },
  ],
  pasco: [async ({ demo }, use) => use(tenantOf(demo, 'pasco-scientific')), { scope: 'worker' }],
  heaviside: [async ({ demo }, use) => use(tenantOf(demo, 'heaviside-digital')), { scope: 'worker' }],
  ohio: [async ({ demo }, use) => use(tenantOf(demo, 'ohio-paving')), { scope: 'worker' }],
  sessionOf: [
    async ({ demo }, use) => {
      const sessions = new Map<string, Promise<SessionCookie>>()
      await use((clientSlug, role) => {
        const user = findUser(demo, clientSlug, role)
        const session = sessions.get(user.email) ?? signInOrThrow(demo, user)
        sessions.set(user.email, session)
        return session
      })
    },
    { scope: 'worker' },
  ],
  sandbox: async ({ stage }, use) => {
    const sandbox = sandboxAt(stage.sandboxUrl)
    await sandbox.reset()
    await use(sandbox)
    await sandbox.reset()
  },
  breaker: async ({ stage }, use) => {
    const breaker = breakerOf(stage)
    await use(breaker)
    await breaker.mend()
  },
  worker: async ({ stage }, use) => {
    const worker = workerOf(stage)
    await use(worker)
    await worker.signal('SIGCONT')
  },
  pageOf: async ({ browser, demo, sessionOf }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (clientSlug, role, { width = 1440, height = 900 } = {}) => {
      const context = await browser.newContext({ baseURL: demo.urls.frontend, viewport: { width, height } })
      contexts.push(context)
      await context.addCookies([{ ...(await sessionOf(clientSlug, role)), url: demo.urls.frontend }])
      return context.newPage()
    })
    await Promise.all(contexts.map((context) => context.close()))
  },
})

export { expect } from '@playwright/test'

function tenantOf({ urls, clients, api_keys }: DemoFile, slug: string): Tenant {
  const client = clients.find((one) => one.slug === slug)
  const found = api_keys.find((one) => one.client_slug === slug && one.scopes.includes('content:write'))
  if (!client || !found) throw new Error(`demo.json has no client ${slug} with a key that writes`)
  return createTenant(urls.cpm, client, found.key)
}

async function signInOrThrow({ urls }: DemoFile, user: DemoUser): Promise<SessionCookie> {
  const session = await signIn(urls.frontend, user)
  if (!session) throw new Error(`${user.email} could not sign in`)
  return session
}
