import type { FullProof } from '@hg/contracts'
import {
  lockOwnCredentials,
  type OwnCredentials,
  ownCredentials,
  type Queryable,
  takeSecondFactorCode,
  withTenant,
} from '@hg/db'
import { AppError, type Context, notFound, verifyPassword } from '@hg/runtime'
import type { PeopleDeps } from '../deps.ts'

/** The acting person's credentials. Throws `not_found` when they are no more. */
export async function readCredentials(tx: Queryable): Promise<OwnCredentials> {
  const found = await ownCredentials(tx)
  if (!found) throw notFound('person')
  return found
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
    if (code !== undefined && !(await takeSecondFactorCode(tx, deps.keyring, found, code)))
      throw new AppError('proof_refused', 'The code is not right, or was used before.')
    return found
  })
  if (password !== undefined && !(await verifyPassword(credentials.password_hash, password)))
    throw new AppError('proof_refused', 'The password is not right.')
  await deps.proofs.forgive(ctx.actor.id)
  return credentials
}

/**
 * The same with all that a sign-in takes: the password, and a code where a second factor is set up. For what somebody who
 * found an open session must not do with the password alone, or with the phone alone.
 *
 * @returns the credentials as they were
 * @throws {AppError} `proof_refused`, naming the field; `rate_limited` after ten that were wrong
 */
export async function requireFullProof(deps: PeopleDeps, ctx: Context, proof: FullProof): Promise<OwnCredentials> {
  const { password, code } = proof
  await deps.proofs.take(ctx.actor.id)
  const credentials = await withTenant(deps.db, ctx.actor, readCredentials)
  if (!(await verifyPassword(credentials.password_hash, password))) throw refuse('password', 'is not right')
  if (credentials.totp_confirmed_at !== null) {
    if (code === undefined) throw refuse('code', 'is needed: you have a second factor')
    const isRight = await withTenant(deps.db, ctx.actor, (tx) =>
      takeSecondFactorCode(tx, deps.keyring, credentials, code),
    )
    if (!isRight) throw refuse('code', 'is not right, or was used before')
  }
  await deps.proofs.forgive(ctx.actor.id)
  return credentials
}

/**
 * Goes on only while what was proven still holds, and holds it until the transaction ends: whoever is locked out by a new
 * password meanwhile does not get their change in after it.
 *
 * @returns the credentials as they are
 * @throws {AppError} `proof_refused`
 */
export async function requireStillProven(tx: Queryable, proven: OwnCredentials): Promise<OwnCredentials> {
  const now = await lockOwnCredentials(tx)
  if (now?.password_hash !== proven.password_hash)
    throw new AppError('proof_refused', 'Your password was changed in this moment. Sign in again.')
  return now
}

function refuse(path: 'password' | 'code', message: string): AppError {
  return new AppError('proof_refused', `The ${path} ${message}.`, { fields: [{ path, message }] })
}
