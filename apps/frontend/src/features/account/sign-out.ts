import { signOut } from 'next-auth/react'
import { toast } from 'sonner'

/** What NextAuth answers when asked for the session says that there is none. An answer that failed says nothing. */
export async function isSignedOut(answer: Response): Promise<boolean> {
  if (!answer.ok) return false
  const session: unknown = await answer.json()
  return typeof session === 'object' && (session === null || Object.keys(session).length === 0)
}

/** Signs out, and makes sure of it: NextAuth's own answer looks the same when it refused. */
async function signOutForSure(): Promise<void> {
  await signOut({ redirect: false })
  if (!(await isSignedOut(await fetch('/api/auth/session', { cache: 'no-store' })))) throw new Error('Still signed in')
}

/**
 * Ends the session and leaves with a full page load, so that nothing of it stays in memory. Says so when that failed, and
 * stays.
 */
export async function endSession(): Promise<void> {
  try {
    await signOutForSure()
  } catch {
    toast.error('Signing out failed. Try again.')
    return
  }
  window.location.assign('/sign-in')
}

/** Ends the session and stays on the page, loaded anew. Says so when that failed. */
export async function leaveAndStay(): Promise<void> {
  try {
    await signOutForSure()
  } catch {
    toast.error('Signing out failed. Try again.')
    return
  }
  window.location.reload()
}
