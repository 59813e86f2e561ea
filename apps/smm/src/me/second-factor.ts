import type { ProofRequest, RecoveryCodes, TotpEnrolment } from '@hg/contracts'
import {
  beginSecondFactor,
  confirmSecondFactor,
  type Queryable,
  removeSecondFactor,
  replaceRecoveryCodes,
  secondFactorPlace,
  stepOfCode,
  takeTotpStep,
  withTenant,
  writeAudit,
} from '@hg/db'
import {
  AppError,
  type Context,
  createRecoveryCodes,
  createTotpSecret,
  encrypt,
  hashRecoveryCode,
  totpUri,
} from '@hg/runtime'
import type { PeopleDeps } from '../deps.ts'
import { readCredentials, requireProof, requireStillProven } from './prove.ts'
import { tellByMail } from './tell.ts'

/**
 * Begins the enrolment of an authenticator app: a new secret, which counts once a first code confirmed it.
 *
 * @throws {AppError} `proof_refused`, `rate_limited`; `conflict` when there is a second factor already
 */
export async function beginTotp(deps: PeopleDeps, ctx: Context, input: { password: string }): Promise<TotpEnrolment> {
  const proven = await requireProof(deps, ctx, input)
  const secret = createTotpSecret()
  const sealed = encrypt(deps.keyring, secret, secondFactorPlace(ctx.actor.id))
  await withTenant(deps.db, ctx.actor, async (tx) => {
    await requireStillProven(tx, proven)
    if (!(await beginSecondFactor(tx, sealed))) throw new AppError('conflict', 'A second factor is set up already.')
    await auditFactor(tx, ctx, 'second_factor.begun')
  })
  return { secret, uri: totpUri(secret, proven.email) }
}

/**
 * Completes an enrolment with a first code, and makes the recovery codes.
 *
 * @throws {AppError} `proof_refused` for a wrong code, `rate_limited`; `conflict` when nothing is to be confirmed
 */
export async function confirmTotp(deps: PeopleDeps, ctx: Context, input: { code: string }): Promise<RecoveryCodes> {
  await deps.proofs.take(ctx.actor.id)
  const recovery_codes = createRecoveryCodes()
  const { email } = await withTenant(deps.db, ctx.actor, async (tx) => {
    const credentials = await readCredentials(tx)
    if (credentials.totp_secret === null || credentials.totp_confirmed_at !== null)
      throw new AppError('conflict', 'There is nothing to confirm: begin again.')
    const step = stepOfCode(deps.keyring, credentials, input.code)
    if (step === null || !(await takeTotpStep(tx, step)))
      throw new AppError('proof_refused', 'The code is not right. Check the clock of your phone, and take a new one.')
    if (!(await confirmSecondFactor(tx))) throw new AppError('conflict', 'There is nothing to confirm: begin again.')
    await replaceRecoveryCodes(tx, recovery_codes.map(hashRecoveryCode))
    await auditFactor(tx, ctx, 'second_factor.added')
    return credentials
  })
  await deps.proofs.forgive(ctx.actor.id)
  tellByMail(deps, { email }, 'A second factor was added to your account')
  return { recovery_codes }
}

/**
 * Removes the second factor, for whoever knows the password or has a code.
 *
 * @throws {AppError} `proof_refused`, `rate_limited`; `not_found` when there is none
 */
export async function disableTotp(deps: PeopleDeps, ctx: Context, input: ProofRequest): Promise<void> {
  const proven = await requireProof(deps, ctx, input)
  await withTenant(deps.db, ctx.actor, async (tx) => {
    await requireStillProven(tx, proven)
    if (!(await removeSecondFactor(tx))) throw new AppError('not_found', 'There is no second factor.')
    await auditFactor(tx, ctx, 'second_factor.removed')
  })
  tellByMail(deps, proven, 'The second factor of your account was removed')
}

/**
 * Makes new recovery codes; the earlier ones work no more.
 *
 * @throws {AppError} `proof_refused`, `rate_limited`; `not_found` without a second factor
 */
export async function renewRecoveryCodes(deps: PeopleDeps, ctx: Context, input: ProofRequest): Promise<RecoveryCodes> {
  const proven = await requireProof(deps, ctx, input)
  const recovery_codes = createRecoveryCodes()
  await withTenant(deps.db, ctx.actor, async (tx) => {
    const { totp_confirmed_at } = await requireStillProven(tx, proven)
    if (totp_confirmed_at === null) throw new AppError('not_found', 'There is no second factor.')
    await replaceRecoveryCodes(tx, recovery_codes.map(hashRecoveryCode))
    await auditFactor(tx, ctx, 'second_factor.codes_renewed')
  })
  tellByMail(deps, proven, 'New recovery codes were made for your account')
  return { recovery_codes }
}

function auditFactor(tx: Queryable, ctx: Context, action: `second_factor.${string}`): Promise<void> {
  return writeAudit(tx, ctx, { clientId: null, action, targetType: 'person', targetId: ctx.actor.id })
}
