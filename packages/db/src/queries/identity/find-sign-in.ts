import { sql } from 'kysely'
import type { Queryable } from '../../database.ts'

export interface SignIn {
  user_id: string
  name: string
  email: string
  password_hash: string
}

/** Who signs in under this address; null for an unknown one. Crosses tenants by `app.find_sign_in`. */
export async function findSignIn(db: Queryable, email: string): Promise<SignIn | null> {
  const { rows } =
    await sql<SignIn>`select user_id, name, email, password_hash from app.find_sign_in(${email})`.execute(db)
  return rows[0] ?? null
}
