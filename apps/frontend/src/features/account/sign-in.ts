import { signIn } from 'next-auth/react'

/** What an attempt to sign in came to, as the server says. */
export type SignInAnswer =
  | { outcome: 'signed_in' | 'refused' | 'code_required' | 'code_refused' | 'unavailable' }
  | { outcome: 'throttled'; minutes: number }

/** Asks to sign in; never throws. */
export async function askToSignIn(given: { email: string; password: string; code?: string }): Promise<SignInAnswer> {
  const answer = await signIn('credentials', { ...given, redirect: false }).catch(() => undefined)
  if (answer?.ok && !answer.error) return { outcome: 'signed_in' }
  return readSignInError(answer?.error)
}

/** Reads the message of an attempt that failed. */
export function readSignInError(error: string | null | undefined): SignInAnswer {
  const [what = '', seconds] = (error ?? '').split(':')
  switch (what) {
    case 'CredentialsSignin':
      return { outcome: 'refused' }
    case 'code_required':
    case 'code_refused':
      return { outcome: what }
    case 'throttled':
      return { outcome: 'throttled', minutes: Math.max(1, Math.ceil(Number(seconds) / 60) || 1) }
    default:
      return { outcome: 'unavailable' }
  }
}

/** What the first step gave, for the second. */
export interface FirstStep {
  email: string
  password: string
}
