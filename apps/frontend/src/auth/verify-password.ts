import { verify } from '@node-rs/argon2'

/** A hash that no password is known for, made with the parameters of real ones: it costs an unknown address the same work. */
const nobodysHash = '$argon2id$v=19$m=19456,t=2,p=1$cWWega5XocxHBovnEcQNjw$TfIh2w7FTe6tVgU6ArHcB/X/m3BCYXmyBMB5oTHzhT4'

/**
 * True when the password belongs to the hash. With no hash (an unknown address) the same work is done, so that time
 * does not tell which addresses exist.
 *
 * @param hash Argon2id in PHC form, or null
 */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const matches = await verify(hash ?? nobodysHash, password)
  return hash !== null && matches
}
