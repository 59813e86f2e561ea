import Groq from 'groq-sdk'
import type { ProviderAdapter } from '../../provider-adapter.ts'
import { createAdapter } from '../shared/create-adapter.ts'
import { readList } from '../shared/read-list.ts'
import { type ProviderSettings, sdkTimeoutMs, trimSlash } from '../shared/settings.ts'
import { describeError, rules } from './classify-error.ts'
import { convertRequest } from './convert-request.ts'
import { readChunk } from './read-chunk.ts'

/** Groq. `baseUrl` ends before `/openai/v1/chat/completions`: `https://api.groq.com`. */
export function createGroqAdapter({ apiKey, baseUrl, keyId }: ProviderSettings): ProviderAdapter {
  const client = new Groq({
    apiKey,
    baseURL: trimSlash(baseUrl ?? 'https://api.groq.com'),
    maxRetries: 0,
    timeout: sdkTimeoutMs,
    logLevel: 'off',
  })
  return createAdapter({
    provider: 'groq',
    apiKey,
    keyId,
    open: (request, signal) => client.chat.completions.create(convertRequest(request), { signal }),
    readChunk,
    listModels: async (signal) => readList(await client.models.list({ signal }).asResponse()),
    describeError,
    rules,
    requestIdHeader: 'x-request-id',
  })
}
