const withSession = ['/clients', '/jobs', '/batches', '/account', '/confirm-email']

/** True for pages that only somebody who is signed in may open. */
export function needsSession(pathname: string): boolean {
  return pathname === '/' || withSession.some((path) => pathname === path || pathname.startsWith(`${path}/`))
}
