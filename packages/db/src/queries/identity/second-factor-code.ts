import { decrypt, hashRecoveryCode, type Keyring, totpStep } from '@hg/runtime'
import type { Queryable } from '../../database.ts'
import type { OwnCredentials } from './own-credentials.ts'
import { takeRecoveryCode, takeTotpStep } from './second-factors.ts'

/** Where a second factor's secret belongs: it opens nowhere else. */
export const secondFactorPlace = (userId: string): string => `second_factors.secret:${userId}`

/** The time step of a code from the person's app; null for a wrong one, and for whoever has no second factor. */
export function stepOfCode(keyring: Keyring, credentials: OwnCredentials, code: string): number | null {
  const { totp_secret, user_id } = credentials
  if (totp_secret === null) return null
  return totpStep(decrypt(keyring, totp_secret, secondFactorPlace(user_id)), code, Date.now())
}

/**
 * Takes a code from the acting person's app, or a recovery code of theirs: either works once. False for anything else,
 * and while no second factor is confirmed.
 */
export async function takeSecondFactorCode(
  tx: Queryable,
  keyring: Keyring,
  credentials: OwnCredentials,
  code: string,
): Promise<boolean> {
  if (credentials.totp_confirmed_at === null) return false
  const step = stepOfCode(keyring, credentials, code)
  return step === null ? takeRecoveryCode(tx, hashRecoveryCode(code)) : takeTotpStep(tx, step)
}
