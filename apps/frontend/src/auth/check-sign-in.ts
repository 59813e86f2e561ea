import {
  type Database,
  findSignIn,
  lockOwnCredentials,
  type SignIn,
  startSession,
  takeSecondFactorCode,
  withoutTenant,
  withTenant,
  writeAudit,
} from '@hg/db'
import { type Keyring, verifyPassword } from '@hg/runtime'
import { type Throttle, ThrottledError } from './throttle.ts'

export interface SignInAttempt {
  /** As it was typed. */
  email: string
  password: string
  /** The second factor's code, in the second step. */
  code: string | null
  address: string | null
  userAgent: string
  deviceId: string | null
  requestId: string
}

export interface SignedIn {
  id: string
  name: string
  email: string
  sessionId: string
}

/** What an attempt came to. `refused` never says what was wrong. */
export type SignInOutcome =
  | { outcome: 'signed_in'; user: SignedIn }
  | { outcome: 'refused' | 'code_required' | 'code_refused' }
  | { outcome: 'throttled'; retryAfterSeconds: number }

export interface SignInDeps {
  db: Database
  keyring: Keyring
  throttle: Throttle
  /** How long a session lasts. */
  sessionSeconds: number
}

/** The address as accounts are named by, and counted by. */
export const accountOf = (email: string): string => email.trim().toLowerCase()

/**
 * Checks an address, a password and, for who has one, a second factor; a session begins when they are right. Unknown
 * addresses cost the same work as wrong passwords, and are counted alike.
 *
 * @throws {Error} when accounts cannot be read or attempts not be counted: then nobody signs in
 */
export async function checkSignIn(deps: SignInDeps, attempt: SignInAttempt): Promise<SignInOutcome> {
  const counted = { account: accountOf(attempt.email), address: attempt.address, deviceId: attempt.deviceId }
  try {
    const passwords = await deps.throttle.count(counted)
    const account = await withoutTenant(deps.db, (tx) => findSignIn(tx, counted.account))
    const matches = await verifyPassword(account?.password_hash ?? null, attempt.password)
    if (!account || !matches) return { outcome: 'refused' }
    await passwords.forgive()

    if (attempt.code === null) return await withoutCode(deps, account, attempt)
    const codes = await deps.throttle.countCode(counted)
    const answer = await withCode(deps, account, attempt, attempt.code)
    if (answer.outcome === 'signed_in') await codes.forgive()
    return answer
  } catch (error) {
    if (error instanceof ThrottledError) return { outcome: 'throttled', retryAfterSeconds: error.retryAfterSeconds }
    throw error
  }
}

async function withoutCode(deps: SignInDeps, account: SignIn, attempt: SignInAttempt): Promise<SignInOutcome> {
  return withTenant(deps.db, { kind: 'user', id: account.user_id }, async (tx) => {
    const credentials = await lockOwnCredentials(tx)
    // Another password was set while this one was checked: the session would outlive it.
    if (credentials?.password_hash !== account.password_hash) return { outcome: 'refused' }
    if (credentials.totp_confirmed_at !== null) return { outcome: 'code_required' }
    return { outcome: 'signed_in', user: await begin(tx, deps, account, attempt, false) }
  })
}

async function withCode(
  deps: SignInDeps,
  account: SignIn,
  attempt: SignInAttempt,
  code: string,
): Promise<SignInOutcome> {
  return withTenant(deps.db, { kind: 'user', id: account.user_id }, async (tx) => {
    const credentials = await lockOwnCredentials(tx)
    // Another password was set while this one was checked: the session would outlive it.
    if (credentials?.password_hash !== account.password_hash) return { outcome: 'refused' }
    // Without a second factor there is nothing that a code could prove, or fail to.
    const needed = credentials.totp_confirmed_at !== null
    if (needed && !(await takeSecondFactorCode(tx, deps.keyring, credentials, code))) return { outcome: 'code_refused' }
    return { outcome: 'signed_in', user: await begin(tx, deps, account, attempt, needed) }
  })
}

async function begin(
  tx: Parameters<typeof startSession>[0],
  deps: SignInDeps,
  account: SignIn,
  attempt: SignInAttempt,
  secondFactor: boolean,
): Promise<SignedIn> {
  const { user_id: id, name, email } = account
  const { address, userAgent, requestId } = attempt
  const sessionId = await startSession(tx, { address, userAgent, seconds: deps.sessionSeconds })
  await writeAudit(
    tx,
    { requestId, address },
    {
      clientId: null,
      action: 'session.started',
      targetType: 'person',
      targetId: id,
      facts: { session: sessionId, second_factor: secondFactor },
    },
  )
  return { id, name, email, sessionId }
}
