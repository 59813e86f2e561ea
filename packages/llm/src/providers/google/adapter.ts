import { GoogleGenerativeAI } from '@google/generative-ai'
import type { ProviderAdapter } from '../../provider-adapter.ts'
import type { LlmRequest } from '../../types.ts'
import { createAdapter } from '../shared/create-adapter.ts'
import { objectAt } from '../shared/read-fields.ts'
import { type ProviderSettings, trimSlash } from '../shared/settings.ts'
import { describeError, rules } from './classify-error.ts'
import { convertRequest } from './convert-request.ts'
import { type GoogleChunk, readChunk } from './read-chunk.ts'
import { toFetchError } from './to-fetch-error.ts'

/** Google Gemini. `baseUrl` ends before `/v1beta`: `https://generativelanguage.googleapis.com`. The SDK never retries. */
export function createGoogleAdapter({ apiKey, baseUrl, keyId }: ProviderSettings): ProviderAdapter {
  const client = new GoogleGenerativeAI(apiKey)
  const address = trimSlash(baseUrl ?? 'https://generativelanguage.googleapis.com')

  const open = async (request: LlmRequest, signal: AbortSignal): Promise<AsyncIterable<GoogleChunk>> => {
    const model = client.getGenerativeModel({ model: request.model }, { baseUrl: address })
    const { stream, response } = await model.generateContentStream(convertRequest(request), { signal })
    // The SDK reads the stream a second time for this promise; unheard, its failure would end the process.
    response.catch(() => undefined)
    return stream
  }
  const listModels = async (signal: AbortSignal): Promise<unknown> => {
    // The SDK cannot list models.
    const headers = { 'x-goog-api-key': apiKey }
    const response = await fetch(`${address}/v1beta/models?pageSize=1`, { headers, signal, redirect: 'error' })
    const body: unknown = await response.json().catch(() => null)
    if (!response.ok) throw toFetchError({ ...objectAt(body, 'error'), code: response.status })
    return objectAt(body).models
  }
  return createAdapter({ provider: 'google', apiKey, keyId, open, readChunk, listModels, describeError, rules })
}
