import 'server-only'
import { cookies } from 'next/headers'
import { env } from '#env.ts'
import { deviceCookieName, deviceDays, signDevice } from './device.ts'

/** Makes this browser known to an account: what strangers try elsewhere does not count for it. */
export async function rememberDevice(account: string): Promise<void> {
  const { sessionSecret, NEXTAUTH_URL } = env()
  ;(await cookies()).set(deviceCookieName(sessionSecret, account), signDevice(sessionSecret, account), {
    httpOnly: true,
    sameSite: 'lax',
    secure: NEXTAUTH_URL.startsWith('https://'),
    // Nothing else reads it.
    path: '/api/auth',
    maxAge: deviceDays * 24 * 60 * 60,
  })
}
