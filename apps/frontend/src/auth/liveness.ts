/** A session, as the cookie names it. */
export interface NamedSession {
  id: string
  userId: string
}

export interface Liveness {
  /** Whether a session lives. Throws when that cannot be known. */
  isLive(session: NamedSession, address: string | null): Promise<boolean>
}

interface Known {
  live: Promise<boolean>
  atMs: number
}

/** A session that ended is refused within this time. */
const keptMs = 15_000
/** While the database is away, what was known last still counts for this long. */
const trustedMs = 60_000
const most = 20_000

/**
 * Remembers for 15 s whether sessions live. Requests that come meanwhile share one question.
 *
 * @param options.see asks the database
 */
export function createLiveness(options: {
  see: (session: NamedSession, address: string | null) => Promise<boolean>
  now?: () => number
}): Liveness {
  const { see, now = Date.now } = options
  const known = new Map<string, Known>()

  function ask(session: NamedSession, address: string | null, last: Known | undefined): Promise<boolean> {
    const atMs = now()
    const live = see(session, address).catch(async (error: unknown) => {
      if (known.get(key(session))?.live === live) known.delete(key(session))
      const knew = last && atMs - last.atMs < trustedMs ? await last.live.catch(() => false) : false
      if (!knew || !last) throw error
      known.set(key(session), last)
      return true
    })
    known.delete(key(session))
    known.set(key(session), { live, atMs })
    const [oldest] = known.keys()
    if (known.size > most && oldest !== undefined) known.delete(oldest)
    return live
  }

  return {
    isLive(session, address) {
      const last = known.get(key(session))
      return last && now() - last.atMs < keptMs ? last.live : ask(session, address, last)
    },
  }
}

const key = ({ id, userId }: NamedSession) => `${id} ${userId}`
