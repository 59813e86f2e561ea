import { generateServiceKeys, parseEnv } from '@hg/runtime'
import { describe, expect, it } from 'vitest'
import { serviceEnv } from './service-env.ts'

const { publicKey } = await generateServiceKeys()
const needed = { DATABASE_URL: 'postgresql://app@db:6543/hg_content', SERVICE_TOKEN_PUBLIC_KEY: publicKey }

describe('a service’s environment', () => {
  it('needs a database and the key of its callers, and has a default for the rest', () => {
    expect(parseEnv(serviceEnv, needed)).toEqual({
      ...needed,
      ENVIRONMENT: 'development',
      LOG_LEVEL: 'info',
      HOST: '0.0.0.0',
      CORS_ORIGINS: [],
      TRUSTED_HOPS: 0,
      RATE_LIMIT_PER_ACTOR: 600,
      RATE_LIMIT_PER_ADDRESS: 1200,
    })
  })

  it('takes a list of origins', () => {
    const env = parseEnv(serviceEnv, { ...needed, CORS_ORIGINS: 'https://a.example, https://b.example' })
    expect(env.CORS_ORIGINS).toEqual(['https://a.example', 'https://b.example'])
  })

  it.each([
    ['DATABASE_URL', 'mysql://db'],
    ['SERVICE_TOKEN_PUBLIC_KEY', 'not json'],
    ['SERVICE_TOKEN_PUBLIC_KEY', '{"kty":"RSA"}'],
    ['REDIS_URL', 'http://redis'],
    ['TRUSTED_HOPS', 'many'],
    ['TRUSTED_HOPS', '-1'],
    ['CORS_ORIGINS', '*'],
    ['CORS_ORIGINS', 'https://a.example, https://*.example'],
    ['CORS_ORIGINS', 'https://a.example/'],
    ['CORS_ORIGINS', 'null'],
    ['RATE_LIMIT_PER_ACTOR', '0'],
  ])('names %s when it is %s', (name, value) => {
    expect(() => parseEnv(serviceEnv, { ...needed, [name]: value })).toThrow(name)
  })
})
