/** Where to go after signing in: a path of this app, or the start page for anything else. */
export function returnPath(wanted: string | null | undefined): string {
  if (!wanted?.startsWith('/') || /^\/[/\\]|[\t\r\n]/.test(wanted) || /^\/sign-in\b/.test(wanted)) return '/'
  return wanted
}

/** The sign-in page, with the way back. */
export function signInPath(from: string): string {
  return from === '/' ? '/sign-in' : `/sign-in?from=${encodeURIComponent(from)}`
}
