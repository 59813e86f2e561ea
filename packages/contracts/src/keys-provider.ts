import { z } from 'zod'
import { llmProvider } from './enums.ts'
import { keyAuthor } from './keys.ts'
import { timestamp, uuid } from './primitives.ts'

/**
 * Whose key serves a provider's calls for a client: its own, one of a client above it, the platform's, or nobody's. The
 * nearest wins.
 */
export const providerKeySource = z.enum(['own', 'above', 'platform', 'none'])
export type ProviderKeySource = z.infer<typeof providerKeySource>

/** Whether the provider takes a key, as far as is known: by its test on saving, or by the jobs since. */
export const providerKeyState = z.enum(['accepted', 'untested', 'refused'])
export type ProviderKeyState = z.infer<typeof providerKeyState>

/** A key to a provider, without the key. */
export const providerKey = z.object({
  id: uuid,
  client_id: uuid,
  client_name: z.string(),
  /** The end of the key, to tell it from others. */
  last_four: z.string(),
  state: providerKeyState,
  saved_by: keyAuthor.nullable(),
  saved_at: timestamp,
  tested_at: timestamp.nullable(),
  /** Since when, and for what, the provider refuses it. */
  refused_at: timestamp.nullable(),
  refused_for: z.enum(['provider_key_refused', 'provider_quota_exhausted']).nullable(),
})
export type ProviderKey = z.infer<typeof providerKey>

/** What serves one provider for a client. `key` is null for the platform's, and for one from above that is not to be seen. */
export const effectiveProviderKey = z.object({
  provider: llmProvider,
  source: providerKeySource,
  key: providerKey.nullable(),
})
export type EffectiveProviderKey = z.infer<typeof effectiveProviderKey>

/** `GET /clients/:id/provider-keys`: every provider, in a fixed order. */
export const providerKeyList = z.object({ items: z.array(effectiveProviderKey) })
export type ProviderKeyList = z.infer<typeof providerKeyList>

/** `PUT /clients/:id/provider-keys/:provider`. With `skip_test` the key is saved as it is, and marked as untested. */
export const saveProviderKeyRequest = z.strictObject({
  key: z
    .string()
    .trim()
    .regex(/^[\x21-\x7e]{8,500}$/, 'must have 8 to 500 characters, without spaces'),
  skip_test: z.boolean().optional(),
})
export type SaveProviderKeyRequest = z.infer<typeof saveProviderKeyRequest>
