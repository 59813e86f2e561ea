import { port, serviceEnv } from '@hg/http'
import { mailEnv } from '@hg/mail'
import { encryptionKeys, parseEnv, secretKey, serviceUrl } from '@hg/runtime'
import type { z } from 'zod'

const smmEnv = serviceEnv.extend({
  PORT: port.default(8003),
  /** Seals the audit's chains; kept outside the database. */
  AUDIT_KEY: secretKey,
  ENCRYPTION_KEYS: encryptionKeys,
  /** The address of the web app that browsers use: links in mails lead there. */
  NEXTAUTH_URL: serviceUrl,
  ...mailEnv.shape,
})
export type SmmEnv = z.infer<typeof smmEnv>

/** The environment of the strategy service. */
export function readEnv(): SmmEnv {
  return parseEnv(smmEnv, process.env)
}
