import { llmProvider, type LlmProvider } from '@hg/contracts'
import { jwk, port, providerBaseUrlEnv, providerBaseUrls, serviceEnv } from '@hg/http'
import type { ProvidersSettings } from '@hg/llm'
import { mailEnv } from '@hg/mail'
import { encryptionKeys, parseEnv, postgresUrl, serviceUrl } from '@hg/runtime'
import { z } from 'zod'
import type { TargetPolicy } from './webhooks/deps.ts'

const providerKey = z.string().min(1).optional()
const milliseconds = z.coerce.number().int().positive()

const cpmEnv = serviceEnv.extend({
  PORT: port.default(8000),
  WORKER_PORT: port.default(8010),
  /** Straight to Postgres: LISTEN, and the queue when it lives there, cannot go through the pooler. */
  DATABASE_DIRECT_URL: postgresUrl,
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(20),
  QUEUE_PREFIX: z
    .string()
    .regex(/^[a-z0-9_-]{1,40}$/)
    .optional(),
  IM_SERVICE_URL: serviceUrl,
  SMM_SERVICE_URL: serviceUrl,
  NEXT_PUBLIC_CPM_API_URL: serviceUrl.optional(),
  /** The address of the web app that browsers use: links in notifications lead there. */
  NEXTAUTH_URL: serviceUrl,
  ...mailEnv.shape,
  SERVICE_TOKEN_PRIVATE_KEY: jwk,
  /** Open the clients' own provider keys. */
  ENCRYPTION_KEYS: encryptionKeys,
  OPENAI_API_KEY: providerKey,
  ANTHROPIC_API_KEY: providerKey,
  GOOGLE_API_KEY: providerKey,
  GROQ_API_KEY: providerKey,
  ...providerBaseUrlEnv.shape,
  /** `allow` lets webhooks call plain http and the network of the installation itself: for development and tests. */
  WEBHOOK_PRIVATE_TARGETS: z.enum(['refuse', 'allow']).default('refuse'),
  WORKER_CONCURRENCY: z.coerce.number().int().min(1).max(500).default(16),
  LEASE_MS: milliseconds.default(30_000),
  RECONCILE_INTERVAL_MS: milliseconds.default(15_000),
})

export type CpmEnv = z.infer<typeof cpmEnv>

/** Reads the environment of both processes of the CPM; throws naming every missing or wrong variable. */
export function readEnv(): CpmEnv {
  return parseEnv(cpmEnv, process.env)
}

/** Which addresses webhooks may call. */
export function targetPolicy(env: CpmEnv): TargetPolicy {
  return { allowPrivate: env.WEBHOOK_PRIVATE_TARGETS === 'allow' }
}

/** The providers that the platform has a key for, each with its address when it is not the provider's own. */
export function providerSettings(env: CpmEnv): ProvidersSettings {
  const settings: ProvidersSettings = {}
  const baseUrls = providerBaseUrls(env)
  for (const provider of llmProvider.options) {
    const apiKey = env[`${provider.toUpperCase() as Uppercase<LlmProvider>}_API_KEY`]
    if (apiKey) settings[provider] = { apiKey, baseUrl: baseUrls[provider] }
  }
  return settings
}
