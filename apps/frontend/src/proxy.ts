import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { sessionUser } from '#auth/session.ts'
import { env } from '#env.ts'
import { signInPath } from '#features/account/return-path.ts'
import { contentSecurityPolicy } from '#server/content-security-policy.ts'
import { requestIdOf } from '#server/headers.ts'
import { isMutation, isOwnOrigin } from '#server/origin.ts'
import { problemResponse } from '#server/problem.ts'
import { needsSession } from '#server/protected-paths.ts'

/**
 * Stands before everything but static files: refuses changes that do not come from our own pages, sends whoever is not
 * signed in to the sign-in page, with the way back, and gives each page its policy with a nonce of its own. Next.js takes
 * the nonce for its scripts from the request's header, the layout takes it from `x-nonce`.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { pathname, search } = request.nextUrl
  if (isMutation(request.method) && !isOwnOrigin(request.headers, env().NEXTAUTH_URL))
    return problemResponse('forbidden', requestIdOf(request.headers), 'This request did not come from our pages.')
  if (pathname.startsWith('/api/')) return NextResponse.next()
  if (needsSession(pathname) && !(await sessionUser()))
    return NextResponse.redirect(new URL(signInPath(pathname + search), request.url))

  const nonce = randomBytes(16).toString('base64')
  const policy = contentSecurityPolicy(nonce, env().NODE_ENV === 'development')
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

export const config = { matcher: ['/((?!_next/|icon\\.svg$).*)'] }
