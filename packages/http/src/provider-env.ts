import { llmProvider, type LlmProvider } from '@hg/contracts'
import { serviceUrl } from '@hg/runtime'
import { z } from 'zod'

/** Other servers of the providers' dialects, for every service that calls providers. */
export const providerBaseUrlEnv = z.object({
  OPENAI_BASE_URL: serviceUrl.optional(),
  ANTHROPIC_BASE_URL: serviceUrl.optional(),
  GOOGLE_BASE_URL: serviceUrl.optional(),
  GROQ_BASE_URL: serviceUrl.optional(),
})

/** The address of each provider that is not the provider's own. */
export function providerBaseUrls(env: z.infer<typeof providerBaseUrlEnv>): Partial<Record<LlmProvider, string>> {
  const urls: Partial<Record<LlmProvider, string>> = {}
  for (const provider of llmProvider.options) {
    const url = env[`${provider.toUpperCase() as Uppercase<LlmProvider>}_BASE_URL`]
    if (url !== undefined) urls[provider] = url
  }
  return urls
}
