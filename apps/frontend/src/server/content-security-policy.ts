/**
 * Style sheets that libraries write into the page as they load, by the SHA-256 of their text: nothing of a request is in
 * them, and no nonce reaches them. A test compares them with what is installed.
 */
export const libraryStyles = {
  sonner: 'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=',
  radixSelect: 'sha256-441zG27rExd4/il+NvIqyL8zFx5XmyNQtE381kSkUJk=',
}

/** What a style element is before its text is added. */
const emptyStyle = 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='

/**
 * What a page may load and do: scripts and style sheets that carry this answer's nonce, and what those load; nothing from
 * or to other places, no frames, no plug-ins. Style attributes are free: pages place things by them.
 *
 * @param nonce new for every answer
 * @param isDevelopment the development server evaluates code, and writes styles without a nonce
 */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  const styles = isDevelopment
    ? "'self' 'unsafe-inline'"
    : `'self' 'nonce-${nonce}' ${[emptyStyle, ...Object.values(libraryStyles)].map((hash) => `'${hash}'`).join(' ')}`
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src ${styles}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}
