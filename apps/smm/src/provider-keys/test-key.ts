import type { LlmProvider } from '@hg/contracts'
import { createAdapterFor, ProviderError } from '@hg/llm'
import { AppError } from '@hg/runtime'

const patienceMs = 10_000

const names: Record<LlmProvider, string> = { openai: 'OpenAI', anthropic: 'Anthropic', google: 'Google', groq: 'Groq' }

/**
 * Asks a provider whether it takes a key, by a call that costs nothing.
 *
 * @throws {AppError} `provider_key_refused` when it does not; `provider_unreachable` when it gave no answer that tells
 */
export async function testKey(provider: LlmProvider, apiKey: string, baseUrl: string | undefined): Promise<void> {
  try {
    await createAdapterFor(provider, { apiKey, baseUrl }).test(AbortSignal.timeout(patienceMs))
  } catch (error) {
    // Not passed on as the cause: it is logged, and an SDK's error may hold what was sent.
    throw refusal(names[provider], error)
  }
}

function refusal(name: string, error: unknown): AppError {
  const code = error instanceof ProviderError ? error.code : undefined
  if (code === 'provider_key_refused') {
    const message = `${name} refused the key: it is wrong, was revoked there, or may not list models.`
    return new AppError('provider_key_refused', message, { fields: [{ path: 'key', message }] })
  }
  if (code === 'provider_quota_exhausted') {
    const message = `${name} knows the key, but its quota is used up or its billing is not active.`
    return new AppError('provider_key_refused', message, { fields: [{ path: 'key', message }] })
  }
  const status = error instanceof ProviderError ? error.status : null
  const how = status === null ? 'could not be reached' : `answered with the status ${status}`
  return new AppError('provider_unreachable', `${name} ${how}, so the key was not tested and not saved.`)
}
