import { createHash } from 'node:crypto'

/**
 * The name under which something is counted outside the database: what it is counted for (an address, a person) cannot be
 * read in it. Who has all addresses to try can still find one, so counters must not outlive their window.
 */
export function counterKey(counted: string): string {
  return createHash('sha256').update(counted).digest('base64url')
}
