import { GoogleGenerativeAI } from '@google/generative-ai'
import type { LlmRequest, ProviderAdapter } from '../../types.ts'
import { createAdapter } from '../shared/create-adapter.ts'
import { type ProviderSettings, trimSlash } from '../shared/settings.ts'
import { describeError, rules } from './classify-error.ts'
import { convertRequest } from './convert-request.ts'
import { type GoogleChunk, readChunk } from './read-chunk.ts'

/** Google Gemini. `baseUrl` ends before `/v1beta`: `https://generativelanguage.googleapis.com`. The SDK never retries. */
export function createGoogleAdapter({ apiKey, baseUrl }: ProviderSettings): ProviderAdapter {
  const client = new GoogleGenerativeAI(apiKey)
  const address = trimSlash(baseUrl ?? 'https://generativelanguage.googleapis.com')

  const open = async (request: LlmRequest, signal: AbortSignal): Promise<AsyncIterable<GoogleChunk>> => {
    const model = client.getGenerativeModel({ model: request.model }, { baseUrl: address })
    const { stream, response } = await model.generateContentStream(convertRequest(request), { signal })
    // The SDK reads the stream a second time for this promise; unheard, its failure would end the process.
    response.catch(() => undefined)
    return stream
  }
  return createAdapter({ provider: 'google', apiKey, open, readChunk, describeError, rules })
}
