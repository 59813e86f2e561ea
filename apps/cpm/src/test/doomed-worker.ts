import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { freePort } from '@hg/testkit'
import { generateServiceKeys } from '@hg/runtime'
import { type Harness, testEncryptionKeys } from './harness.ts'

const program = fileURLToPath(new URL('../worker.ts', import.meta.url))

/** What a worker of its own process needs to share a harness's database, queue and providers. */
export async function workerEnv(h: Harness): Promise<Record<string, string>> {
  const keys = await generateServiceKeys()
  const baseUrls = Object.entries(h.sandbox.baseUrls).flatMap(([provider, url]) => [
    [`${provider.toUpperCase()}_BASE_URL`, url],
    [`${provider.toUpperCase()}_API_KEY`, 'sandbox'],
  ])
  return {
    ...(Object.fromEntries(baseUrls) as Record<string, string>),
    ENVIRONMENT: 'test',
    LOG_LEVEL: 'error',
    DATABASE_URL: h.target.url,
    DATABASE_DIRECT_URL: h.target.directUrl,
    DATABASE_POOL_SIZE: '5',
    REDIS_URL: h.redisUrl,
    IM_SERVICE_URL: h.others.url,
    SMM_SERVICE_URL: h.others.url,
    NEXTAUTH_URL: h.others.url,
    SERVICE_TOKEN_PRIVATE_KEY: keys.privateKey,
    SERVICE_TOKEN_PUBLIC_KEY: keys.publicKey,
    ENCRYPTION_KEYS: testEncryptionKeys,
    LEASE_MS: '2000',
    RECONCILE_INTERVAL_MS: '500',
  }
}

/**
 * Runs the worker as a process of its own, and ends it with `kill -9` after `livesMs`, wherever it is then.
 *
 * @throws {Error} with what it wrote, when it ends by itself
 */
export async function runDoomedWorker(env: Record<string, string>, livesMs: number): Promise<void> {
  const { PATH = '', HOME = '' } = env
  const child = spawn(process.execPath, [program], {
    env: { PATH, HOME, ...env, WORKER_PORT: String(await freePort()) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const timer = setTimeout(kill, livesMs)
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null]
  clearTimeout(timer)
  process.off('exit', kill)
  if (signal !== 'SIGKILL') throw new Error(`the worker ended by itself (${code ?? signal}):\n${output.slice(-2000)}`)
}
