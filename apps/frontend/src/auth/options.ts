import 'server-only'
import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { createLogger } from '@hg/runtime'
import { env } from '#env.ts'
import { authorize } from './authorize.ts'

/** How long a session lasts after signing in. */
export const sessionSeconds = 12 * 60 * 60

let options: NextAuthOptions | undefined

/** NextAuth's configuration: e-mail and password, and a session that lives in an encrypted, http-only cookie. */
export function authOptions(): NextAuthOptions {
  const logger = createLogger({ service: 'frontend', level: env().LOG_LEVEL })
  options ??= {
    secret: env().sessionSecret,
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        name: 'E-mail and password',
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        authorize,
      }),
    ],
    logger: {
      error: (code, metadata) => logger.error({ code, metadata }, 'sign-in failed'),
      warn: (code) => logger.debug({ code }, 'sign-in warning'),
      debug: () => undefined,
    },
  }
  return options
}
