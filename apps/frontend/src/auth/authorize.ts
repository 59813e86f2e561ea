import 'server-only'
import { cookies, headers } from 'next/headers'
import { z } from 'zod'
import { env } from '#env.ts'
import { browserAddress } from '#server/browser-address.ts'
import { requestIdOf } from '#server/headers.ts'
import { accountOf, checkSignIn, type SignedIn, type SignInOutcome } from './check-sign-in.ts'
import { authDatabase } from './database.ts'
import { deviceCookieName, readDevice } from './device.ts'
import { rememberDevice } from './remember-device.ts'
import { sessionSeconds } from './session-seconds.ts'
import { signInThrottle } from './sign-in-throttle.ts'

const credentials = z.object({
  email: z.string().trim().min(3).max(320),
  password: z.string().min(1).max(1000),
  code: z.string().trim().max(40).optional(),
})

/**
 * Checks what the sign-in form sends, begins a session, and makes the device known to the account.
 *
 * @returns who signed in, or null when address and password do not belong together
 * @throws {Error} whose message the form reads: `code_required`, `code_refused`, `throttled:<seconds>`, and `unavailable`
 * when accounts cannot be read or attempts not be counted
 */
export async function authorize(given: unknown): Promise<SignedIn | null> {
  const parsed = credentials.safeParse(given)
  if (!parsed.success) return null
  const { email, password, code } = parsed.data
  const [jar, head] = [await cookies(), await headers()]
  const [secret, account] = [env().sessionSecret, accountOf(email)]
  const answer = await checkSignIn(
    { db: authDatabase(), keyring: env().ENCRYPTION_KEYS, throttle: signInThrottle(), sessionSeconds },
    {
      email,
      password,
      code: code || null,
      address: browserAddress(head, env().TRUSTED_HOPS),
      userAgent: head.get('user-agent') ?? '',
      deviceId: readDevice(secret, account, jar.get(deviceCookieName(secret, account))?.value),
      requestId: requestIdOf(head),
    },
  ).catch((error: unknown) => {
    throw new Error('unavailable', { cause: error })
  })
  if (answer.outcome === 'signed_in') await rememberDevice(account)
  return result(answer)
}

function result(answer: SignInOutcome): SignedIn | null {
  switch (answer.outcome) {
    case 'signed_in':
      return answer.user
    case 'refused':
      return null
    case 'throttled':
      throw new Error(`throttled:${answer.retryAfterSeconds}`)
    case 'code_required':
    case 'code_refused':
      throw new Error(answer.outcome)
  }
}
