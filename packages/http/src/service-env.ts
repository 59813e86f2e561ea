import { commonEnv, postgresUrl } from '@hg/runtime'
import { z } from 'zod'
import { isOrigin } from './strict/cross-origin.ts'

const isJwk = (text: string): boolean => {
  try {
    return (JSON.parse(text) as { kty?: string } | null)?.kty === 'OKP'
  } catch {
    return false
  }
}

/** An Ed25519 key as JWK text. */
export const jwk = z
  .string({ error: 'must be set to an Ed25519 key as JWK text' })
  .refine(isJwk, 'must be an Ed25519 key as JWK text')

/** A TCP port; 0 asks the system for a free one. */
export const port = z.coerce.number({ error: 'must be a port number' }).int().min(0).max(65_535)

const perMinute = z.coerce.number({ error: 'must be a number of requests a minute' }).int().min(1)

/** The variables that every service has. PORT is each service's own. */
export const serviceEnv = commonEnv.extend({
  DATABASE_URL: postgresUrl,
  REDIS_URL: z.url({ error: 'must be a redis:// address', protocol: /^rediss?$/ }).optional(),
  SERVICE_TOKEN_PUBLIC_KEY: jwk,
  /** Origins of pages that may call from a browser, separated by commas. */
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .refine((origins) => origins.every(isOrigin), 'must be origins such as https://tools.example, separated by commas'),
  /** Proxies in front whose X-Forwarded-For is believed. */
  TRUSTED_HOPS: z.coerce.number({ error: 'must be a number of proxies' }).int().min(0).max(10).default(0),
  RATE_LIMIT_PER_ACTOR: perMinute.default(600),
  RATE_LIMIT_PER_ADDRESS: perMinute.default(1200),
})
export type ServiceEnv = z.infer<typeof serviceEnv>
