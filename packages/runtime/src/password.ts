import { hash, verify } from '@node-rs/argon2'

/** What OWASP asks of Argon2id: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A hash that no password is known for, made with these parameters: it costs an unknown account the same work. */
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$cWWega5XocxHBovnEcQNjw$TfIh2w7FTe6tVgU6ArHcB/X/m3BCYXmyBMB5oTHzhT4'

/** Hashes a password with Argon2id, in PHC form. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password, parameters)
}

/**
 * True when the password belongs to the hash. With no hash (an unknown account) the same work is done, so that time does
 * not tell which accounts exist.
 *
 * @param stored Argon2id in PHC form, or null. Anything else (an account without a password) is as good as null.
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const isHash = stored?.startsWith('$argon2id$') === true
  const matches = await verify(isHash ? stored : nobodysHash, password)
  return isHash && matches
}
