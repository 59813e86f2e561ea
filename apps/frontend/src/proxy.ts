import { type NextRequest, NextResponse } from 'next/server'
import { sessionUser } from '#auth/session.ts'
import { signInPath } from '#features/account/return-path.ts'

/** Sends whoever is not signed in to the sign-in page, with the way back. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (await sessionUser()) return NextResponse.next()
  const { pathname, search } = request.nextUrl
  return NextResponse.redirect(new URL(signInPath(pathname + search), request.url))
}

export const config = { matcher: ['/', '/clients/:path*', '/jobs/:path*'] }
