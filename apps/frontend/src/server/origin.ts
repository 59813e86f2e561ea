const readOnly = new Set(['GET', 'HEAD', 'OPTIONS'])

/** True for methods that may change something. */
export function isMutation(method: string): boolean {
  return !readOnly.has(method.toUpperCase())
}

/**
 * True when a request comes from our own pages: its `Origin` is the app's public address, or the very host that was
 * asked, over the same scheme. A missing or opaque origin is not ours.
 *
 * @param publicUrl the address that browsers use (`NEXTAUTH_URL`)
 */
export function isOwnOrigin(headers: Headers, publicUrl: string): boolean {
  const given = headers.get('origin')
  if (!given || !URL.canParse(given)) return false
  const origin = new URL(given)
  const own = new URL(publicUrl)
  if (origin.origin === own.origin) return true
  return origin.protocol === own.protocol && origin.host === headers.get('host')
}
