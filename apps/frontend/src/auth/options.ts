import 'server-only'
import { endSessions, withTenant } from '@hg/db'
import { createLogger } from '@hg/runtime'
import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { env } from '#env.ts'
import { authorize } from './authorize.ts'
import type { SignedIn } from './check-sign-in.ts'
import { authDatabase } from './database.ts'
import { sessionSeconds } from './session-seconds.ts'
import { noteSessionLives } from './watch-sign-out.ts'

let options: NextAuthOptions | undefined

/**
 * NextAuth's configuration: e-mail and password, and a session that lives in an encrypted, http-only cookie. The cookie
 * names a row of `sessions`, and is worth nothing without it.
 */
export function authOptions(): NextAuthOptions {
  const logger = createLogger({ service: 'frontend', level: env().LOG_LEVEL })
  options ??= {
    secret: env().sessionSecret,
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        name: 'E-mail and password',
        credentials: { email: { type: 'email' }, password: { type: 'password' }, code: { type: 'text' } },
        authorize,
      }),
    ],
    callbacks: {
      // `user` is there at the sign-in only.
      jwt: ({ token, user }) => (user ? { ...token, sid: (user as SignedIn).sessionId } : token),
    },
    events: {
      signOut: async ({ token }) => {
        const { sub: id, sid: only } = token
        if (!id || typeof only !== 'string') return
        try {
          await withTenant(authDatabase(), { kind: 'user', id }, (tx) => endSessions(tx, { only }))
        } catch (error) {
          noteSessionLives()
          throw error
        }
      },
    },
    logger: {
      error: (code, metadata) => logger.error({ code, metadata }, 'sign-in failed'),
      warn: (code) => logger.debug({ code }, 'sign-in warning'),
      debug: () => undefined,
    },
  }
  return options
}
