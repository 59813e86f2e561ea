import { signOut } from 'next-auth/react'
import { toast } from 'sonner'

/** What NextAuth answers when asked for the session says that there is none. An answer that failed says nothing. */
export async function isSignedOut(answer: Response): Promise<boolean> {
  if (!answer.ok) return false
  const session: unknown = await answer.json()
  return typeof session === 'object' && (session === null || Object.keys(session).length === 0)
}

/** Where one is told that the session could not be ended on our side. */
const stillOpen = '/sign-in?session=open'

/** Whether NextAuth's answer to a sign-out says that the session behind the cookie lives on. */
export function sessionLivesOn(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'session_lives' in answer && answer.session_lives === true
}

/** Signs out, and makes sure of it: NextAuth's own answer looks the same when it refused. Says whether the session lives on. */
async function signOutForSure(): Promise<boolean> {
  const answer: unknown = await signOut({ redirect: false })
  if (!(await isSignedOut(await fetch('/api/auth/session', { cache: 'no-store' })))) throw new Error('Still signed in')
  return sessionLivesOn(answer)
}

/**
 * Ends the session and leaves with a full page load, so that nothing of it stays in memory. Says so when that failed, and
 * stays; the sign-in page says when only this browser has forgotten the session.
 */
export async function endSession(): Promise<void> {
  try {
    window.location.assign((await signOutForSure()) ? stillOpen : '/sign-in')
  } catch {
    toast.error('Signing out failed. Try again.')
  }
}

/** Ends the session and stays on the page, loaded anew. Says so when that failed. */
export async function leaveAndStay(): Promise<void> {
  try {
    if (await signOutForSure()) window.location.assign(stillOpen)
    else window.location.reload()
  } catch {
    toast.error('Signing out failed. Try again.')
  }
}
