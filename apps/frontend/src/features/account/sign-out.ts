import { signOut } from 'next-auth/react'

/** Ends the session and leaves with a full page load, so that nothing of it stays in memory. */
export async function endSession(): Promise<void> {
  await signOut({ redirect: false })
  window.location.assign('/sign-in')
}

/** Ends the session and stays on the page, loaded anew. */
export async function leaveAndStay(): Promise<void> {
  await signOut({ redirect: false })
  window.location.reload()
}
