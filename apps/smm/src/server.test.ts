import { health } from '@hg/contracts'
import { generateServiceKeys } from '@hg/runtime'
import { createTestDatabase, createTestRedis, freePort, spawnApp, waitFor } from '@hg/testkit'
import { randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const program = fileURLToPath(new URL('./server.ts', import.meta.url))

describe('the strategy service as a process', () => {
  it('serves with the environment it is given, and stops in order', async () => {
    const [database, redis, port] = [await createTestDatabase(), await createTestRedis(), await freePort()]
    const { publicKey } = await generateServiceKeys()
    const url = `http://127.0.0.1:${port}`
    const app = await spawnApp(
      program,
      {
        ENVIRONMENT: 'test',
        HOST: '127.0.0.1',
        PORT: String(port),
        DATABASE_URL: database.url,
        REDIS_URL: redis.url,
        SERVICE_TOKEN_PUBLIC_KEY: publicKey,
        AUDIT_KEY: randomBytes(32).toString('base64'),
        ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
        NEXTAUTH_URL: 'https://app.example',
      },
      { healthUrl: `${url}/health` },
    )
    const { services } = await waitFor(async () => {
      const state = health.parse(await (await fetch(`${url}/health`)).json())
      return state.status === 'healthy' && state
    })
    const exit = await app.kill('SIGTERM')
    await database.drop()
    await redis.release()
    expect(services).toEqual({ database: 'healthy', redis: 'healthy', external_apis: {} })
    expect(exit).toEqual({ code: 0, signal: null })
  })

  it('names what its environment lacks, without a stack, and exits with 1', async () => {
    const attempt = spawnApp(program, { ENVIRONMENT: 'test' }, { readyPattern: /listening/ })
    const { message } = (await attempt.catch((thrown: unknown) => thrown)) as Error
    expect(message).toContain('ended (1)')
    expect(message).toContain('DATABASE_URL: must be set')
    expect(message).toContain('SERVICE_TOKEN_PUBLIC_KEY: must be set')
    expect(message).toContain('AUDIT_KEY: must be set')
    expect(message).toContain('ENCRYPTION_KEYS: must be set')
    expect(message).not.toContain('    at ')
  })
})
