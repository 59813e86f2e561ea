import 'server-only'
import { createLogger, signServiceToken } from '@hg/runtime'
import { liveUser, sessionLives } from '#auth/session.ts'
import { env } from '#env.ts'
import { browserAddress } from './browser-address.ts'
import type { Door } from './forward.ts'
import { serviceBaseUrl } from './services.ts'

let door: Door | undefined

/** The door of this process, made on first use. */
export function theDoor(): Door {
  door ??= {
    publicUrl: env().NEXTAUTH_URL,
    user: () => liveUser(),
    sessionLives: (user) => sessionLives(user),
    baseUrl: (service) => serviceBaseUrl(service, env()),
    addressOf: (headers) => browserAddress(headers, env().TRUSTED_HOPS),
    signToken: (service, caller) =>
      signServiceToken(env().SERVICE_TOKEN_PRIVATE_KEY, { issuer: 'frontend', audience: service, ...caller }),
    logger: createLogger({ service: 'frontend', level: env().LOG_LEVEL }),
    closing: untilStopped(),
  }
  return door
}

function untilStopped(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort())
  return stop.signal
}
