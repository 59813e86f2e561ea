import { llmProvider } from '@hg/contracts'
import { port, providerBaseUrlEnv, serviceEnv } from '@hg/http'
import { mailEnv } from '@hg/mail'
import { encryptionKeys, parseEnv, secretKey, serviceUrl } from '@hg/runtime'
import { z } from 'zod'

const smmEnv = serviceEnv.extend({
  PORT: port.default(8003),
  /** Seals the audit's chains; kept outside the database. */
  AUDIT_KEY: secretKey,
  ENCRYPTION_KEYS: encryptionKeys,
  /** The providers that content production has a key of its own for. */
  PLATFORM_PROVIDERS: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(z.array(llmProvider, { error: `must be some of ${llmProvider.options.join(', ')}, separated by commas` })),
  ...providerBaseUrlEnv.shape,
  /** The address of the web app that browsers use: links in mails lead there. */
  NEXTAUTH_URL: serviceUrl,
  ...mailEnv.shape,
})
export type SmmEnv = z.infer<typeof smmEnv>

/** The environment of the strategy service. */
export function readEnv(): SmmEnv {
  return parseEnv(smmEnv, process.env)
}
