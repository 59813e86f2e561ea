import OpenAI from 'openai'
import type { ProviderAdapter } from '../../provider-adapter.ts'
import type { LlmRequest } from '../../types.ts'
import { createAdapter } from '../shared/create-adapter.ts'
import { readList } from '../shared/read-list.ts'
import { type ProviderSettings, sdkTimeoutMs, trimSlash } from '../shared/settings.ts'
import { openAiBatches } from './batches.ts'
import { describeError, rules } from './classify-error.ts'
import { convertRequest } from './convert-request.ts'
import { readChunk } from './read-chunk.ts'

/** OpenAI, or any server of its dialect. `baseUrl` ends before `/chat/completions`: `https://api.openai.com/v1`. */
export function createOpenAiAdapter({ apiKey, baseUrl, keyId }: ProviderSettings): ProviderAdapter {
  const client = new OpenAI({
    apiKey,
    baseURL: trimSlash(baseUrl ?? 'https://api.openai.com/v1'),
    // Null keeps the SDK from reading the environment.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: sdkTimeoutMs,
    logLevel: 'off',
  })
  const dialect = {
    provider: 'openai' as const,
    apiKey,
    keyId,
    open: (request: LlmRequest, signal: AbortSignal) =>
      client.chat.completions.create(convertRequest(request), { signal }),
    readChunk,
    listModels: async (signal: AbortSignal) => readList(await client.models.list({ signal }).asResponse()),
    describeError,
    rules,
    requestIdHeader: 'x-request-id',
  }
  return createAdapter({ ...dialect, batches: openAiBatches(client, dialect) })
}
