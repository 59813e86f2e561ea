import Anthropic from '@anthropic-ai/sdk'
import type { ProviderAdapter } from '../../provider-adapter.ts'
import type { LlmRequest } from '../../types.ts'
import { createAdapter } from '../shared/create-adapter.ts'
import { readList } from '../shared/read-list.ts'
import { type ProviderSettings, sdkTimeoutMs, trimSlash } from '../shared/settings.ts'
import { anthropicBatches } from './batches.ts'
import { describeError, rules } from './classify-error.ts'
import { convertRequest } from './convert-request.ts'
import { readChunk } from './read-chunk.ts'

/** Anthropic. `baseUrl` ends before `/v1/messages`: `https://api.anthropic.com`. */
export function createAnthropicAdapter({ apiKey, baseUrl, keyId }: ProviderSettings): ProviderAdapter {
  const client = new Anthropic({
    apiKey,
    baseURL: trimSlash(baseUrl ?? 'https://api.anthropic.com'),
    // Null keeps the SDK from reading the environment.
    authToken: null,
    webhookKey: null,
    maxRetries: 0,
    timeout: sdkTimeoutMs,
    logLevel: 'off',
  })
  const dialect = {
    provider: 'anthropic' as const,
    apiKey,
    keyId,
    open: (request: LlmRequest, signal: AbortSignal) => client.messages.create(convertRequest(request), { signal }),
    readChunk,
    listModels: async (signal: AbortSignal) =>
      readList(await client.models.list({ limit: 1 }, { signal }).asResponse()),
    describeError,
    rules,
    requestIdHeader: 'request-id',
  }
  return createAdapter({ ...dialect, batches: anthropicBatches(client, dialect) })
}
