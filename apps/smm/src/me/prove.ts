import { type OwnCredentials, ownCredentials, type Queryable, takeRecoveryCode, takeTotpStep, withTenant } from '@hg/db'
import {
  AppError,
  type Context,
  decrypt,
  hashRecoveryCode,
  type Keyring,
  notFound,
  totpStep,
  verifyPassword,
} from '@hg/runtime'
import type { PeopleDeps } from '../deps.ts'

/** Where a second factor's secret belongs: it opens nowhere else. */
export const secretPlace = (userId: string): string => `second_factors.secret:${userId}`

/** The acting person's credentials. Throws `not_found` when they are no more. */
export async function readCredentials(tx: Queryable): Promise<OwnCredentials> {
  const found = await ownCredentials(tx)
  if (!found) throw notFound('person')
  return found
}

/** The time step of a code from their app; null for a wrong one, and for whoever has no second factor. */
export function stepOfCode(keyring: Keyring, credentials: OwnCredentials, code: string): number | null {
  const { totp_secret, user_id } = credentials
  if (totp_secret === null) return null
  return totpStep(decrypt(keyring, totp_secret, secretPlace(user_id)), code, Date.now())
}

/** Takes a code from their app, or a recovery code: either works once. */
async function takeCode(tx: Queryable, keyring: Keyring, credentials: OwnCredentials, code: string): Promise<boolean> {
  if (credentials.totp_confirmed_at === null) return false
  const step = stepOfCode(keyring, credentials, code)
  return step === null ? takeRecoveryCode(tx, hashRecoveryCode(code)) : takeTotpStep(tx, step)
}

/**
 * Lets only the person themselves go on: whoever has their open session knows neither password nor code. The password is
 * checked outside a transaction, since that takes its time.
 *
 * @returns the credentials as they were
 * @throws {AppError} `proof_refused`; `rate_limited` after ten that were wrong
 */
export async function requireProof(
  deps: PeopleDeps,
  ctx: Context,
  proof: { password?: string | undefined; code?: string | undefined },
): Promise<OwnCredentials> {
  const { password, code } = proof
  await deps.proofs.take(ctx.actor.id)
  const credentials = await withTenant(deps.db, ctx.actor, async (tx) => {
    const found = await readCredentials(tx)
    if (code !== undefined && !(await takeCode(tx, deps.keyring, found, code)))
      throw new AppError('proof_refused', 'The code is not right, or was used before.')
    return found
  })
  if (password !== undefined && !(await verifyPassword(credentials.password_hash, password)))
    throw new AppError('proof_refused', 'The password is not right.')
  await deps.proofs.forgive(ctx.actor.id)
  return credentials
}
