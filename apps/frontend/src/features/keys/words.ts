import type { ApiKey, ApiKeyScope, KeyAuthor, ProviderKey } from '@hg/contracts'

/** What an API key may do, in words. */
export const scopeLabels: Record<ApiKeyScope, { short: string; label: string; hint: string }> = {
  'content:read': {
    short: 'Read',
    label: 'Read content',
    hint: 'content:read: list and read pieces, follow how they are written',
  },
  'content:write': {
    short: 'Request',
    label: 'Request content',
    hint: 'content:write: request pieces, cancel them',
  },
}

/** Why a provider refuses a key, in words. */
export const refusalLabels: Record<NonNullable<ProviderKey['refused_for']>, string> = {
  provider_key_refused: 'It is wrong, or was revoked there.',
  provider_quota_exhausted: 'Its quota is used up, or its billing is not active.',
}

/** Who made or saved a key, in words; null when that was never noted. */
export function authorOf(author: KeyAuthor | null): string | null {
  if (!author) return null
  if (!author.actor.startsWith('user:')) return 'HG Content itself'
  return author.name ?? 'somebody who is no more'
}

const soonMs = 7 * 86_400_000

/** Whether a key ends within a week, and nobody has seen to another. */
export function endsSoon({ state, expires_at, replaced_by }: ApiKey, nowMs: number): boolean {
  return state === 'live' && replaced_by === null && expires_at !== null && Date.parse(expires_at) - nowMs < soonMs
}
