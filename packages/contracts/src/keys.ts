import { z } from 'zod'
import { apiKeyScope, type ApiKeyScope, type Role } from './enums.ts'
import { text, timestamp, uuid } from './primitives.ts'

/** The role that each scope stands for: nobody gives a key more than they may do themselves. */
export const roleOfScope: Record<ApiKeyScope, Role> = { 'content:read': 'viewer', 'content:write': 'member' }

/** How long the old key goes on after a rotation when nothing is said, and at most. Days. */
export const rotationDays = { usual: 7, most: 90 } as const

/** A key works while it is `live`. `expired` and `revoked` are final. */
export const apiKeyState = z.enum(['live', 'expired', 'revoked'])
export type ApiKeyState = z.infer<typeof apiKeyState>

/** Who did something; the name is null for who is no person, or is no longer there. */
export const keyAuthor = z.object({ actor: z.string(), name: z.string().nullable() })
export type KeyAuthor = z.infer<typeof keyAuthor>

/** An API key as lists show it: everything but what proves it. */
export const apiKey = z.object({
  id: uuid,
  client_id: uuid,
  name: z.string(),
  /** What the key begins with: `hg_live_<id>`. */
  prefix: z.string(),
  scopes: z.array(apiKeyScope),
  state: apiKeyState,
  created_by: keyAuthor.nullable(),
  created_at: timestamp,
  /** Noted once a minute at most. */
  last_used_at: timestamp.nullable(),
  expires_at: timestamp.nullable(),
  revoked_at: timestamp.nullable(),
  /** The key that this one replaces, and the one that replaces it. */
  rotated_from: uuid.nullable(),
  replaced_by: uuid.nullable(),
})
export type ApiKey = z.infer<typeof apiKey>

/** A new key. `key` is told this once. */
export const issuedApiKey = z.object({ api_key: apiKey, key: z.string() })
export type IssuedApiKey = z.infer<typeof issuedApiKey>

/** What a rotation made, and what became of the old key. */
export const rotatedApiKey = issuedApiKey.extend({ old: apiKey })
export type RotatedApiKey = z.infer<typeof rotatedApiKey>

/** `POST /clients/:id/api-keys`. */
export const createApiKeyRequest = z.strictObject({
  name: text().trim().min(1, 'must not be empty').max(100, 'must have at most 100 characters'),
  scopes: z
    .array(apiKeyScope)
    .min(1, 'must name at least one scope')
    .refine((scopes) => new Set(scopes).size === scopes.length, { error: 'must name each scope once' }),
  expires_at: timestamp.optional(),
})
export type CreateApiKeyRequest = z.infer<typeof createApiKeyRequest>

/**
 * `POST /clients/:id/api-keys/:keyId/rotate`. The old key works until `keep_old_until` (7 days from now when not said, 90 at
 * most); the new one expires at `expires_at`, or after as long as the old one was made for.
 */
export const rotateApiKeyRequest = z.strictObject({
  keep_old_until: timestamp.optional(),
  expires_at: timestamp.optional(),
})
export type RotateApiKeyRequest = z.infer<typeof rotateApiKeyRequest>
