import { findSignIn, withoutTenant } from '@hg/db'
import { verifyPassword } from '@hg/runtime'
import { z } from 'zod'
import { authDatabase } from './database.ts'

const credentials = z.object({ email: z.string().trim().min(3).max(320), password: z.string().min(1).max(1000) })

/**
 * Checks an address and a password.
 *
 * @returns who signed in, or null when the two do not belong together
 * @throws {Error} `unavailable` when the accounts cannot be read
 */
export async function authorize(given: unknown): Promise<{ id: string; name: string; email: string } | null> {
  const parsed = credentials.safeParse(given)
  if (!parsed.success) return null
  const { email, password } = parsed.data
  const account = await withoutTenant(authDatabase(), (tx) => findSignIn(tx, email)).catch((error: unknown) => {
    throw new Error('unavailable', { cause: error })
  })
  const matches = await verifyPassword(account?.password_hash ?? null, password)
  return account && matches ? { id: account.user_id, name: account.name, email: account.email } : null
}
