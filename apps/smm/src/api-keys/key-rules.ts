import {
  type ApiKeyScope,
  type Role,
  roleAllows,
  roleOfScope,
  type RotateApiKeyRequest,
  rotationDays,
} from '@hg/contracts'
import type { ApiKeyRow } from '@hg/db'
import { AppError } from '@hg/runtime'
import { stateOf } from './present.ts'

const dayMs = 86_400_000

/** Refuses scopes that stand for more than the role of who gives them. Throws `forbidden`. */
export function requireScopes(scopes: ApiKeyScope[], role: Role): void {
  const beyond = scopes.find((scope) => !roleAllows(role, roleOfScope[scope]))
  if (beyond) throw new AppError('forbidden', `${beyond} is more than the role ${role} may do, and so give.`)
}

/** An expiry as a moment; null for none. Throws `invalid_request` for one that has passed. */
export function readExpiry(expiresAt: string | undefined, now: Date): Date | null {
  if (expiresAt === undefined) return null
  const at = new Date(expiresAt)
  if (at <= now) throw wrong('expires_at', 'must lie in the future')
  return at
}

/** When the old key ends and the new one expires. The new one lives as long as the old one was made for, unless said. */
export function planRotation(
  old: Pick<ApiKeyRow, 'created_at' | 'expires_at'>,
  asked: RotateApiKeyRequest,
  now: Date,
): { keepOldUntil: Date; expiresAt: Date | null } {
  const keepOldUntil = asked.keep_old_until
    ? new Date(asked.keep_old_until)
    : new Date(now.getTime() + rotationDays.usual * dayMs)
  if (keepOldUntil <= now) throw wrong('keep_old_until', 'must lie in the future; to end the old key now, revoke it')
  if (keepOldUntil.getTime() > now.getTime() + rotationDays.most * dayMs)
    throw wrong('keep_old_until', `must lie within ${rotationDays.most} days`)
  const lifetimeMs = old.expires_at && old.expires_at.getTime() - old.created_at.getTime()
  const usual = lifetimeMs ? new Date(now.getTime() + lifetimeMs) : null
  return { keepOldUntil, expiresAt: readExpiry(asked.expires_at, now) ?? usual }
}

/** Refuses a key that has ended. Throws `api_key_ended`. */
export function requireLive(row: ApiKeyRow, now: Date): void {
  const state = stateOf(row, now)
  if (state !== 'live') throw new AppError('api_key_ended', `The key ${row.name} is ${state} already.`)
}

function wrong(path: string, message: string): AppError {
  return new AppError('invalid_request', undefined, { fields: [{ path, message }] })
}
