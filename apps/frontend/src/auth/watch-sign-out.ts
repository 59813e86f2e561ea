import { AsyncLocalStorage } from 'node:async_hooks'

const attempts = new AsyncLocalStorage<{ sessionLives: boolean }>()

/** Notes that the session of the sign-out under way could not be ended. */
export function noteSessionLives(): void {
  const attempt = attempts.getStore()
  if (attempt) attempt.sessionLives = true
}

/**
 * Runs a sign-out. NextAuth forgets the cookie and answers as ever when the session behind it could not be ended; then the
 * answer says so in `session_lives`: a copy of the cookie is worth something still.
 */
export async function watchSignOut(signOut: () => Promise<Response>): Promise<Response> {
  const attempt = { sessionLives: false }
  const answer = await attempts.run(attempt, signOut)
  if (!attempt.sessionLives || !answer.headers.get('content-type')?.startsWith('application/json')) return answer
  const said = (await answer.json()) as object
  const headers = new Headers(answer.headers)
  headers.delete('content-length')
  return new Response(JSON.stringify({ ...said, session_lives: true }), { status: answer.status, headers })
}
