import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent'
import type { TargetPolicy } from './deps.ts'
import { waitAsked } from './wait-asked.ts'

/** What came of one call. `error` says why there was no answer, without addresses: they may be of an inner network. */
export interface Sent {
  status: number | null
  error: string | null
  durationMs: number
  /** How long it asks to be left alone, in milliseconds. */
  waitMs: number
}

const answerTimeoutMs = 10_000

/** Posts to webhooks. The address that a name leads to is checked and then called, and redirects are not followed. */
export interface Sender {
  post: (url: string, headers: Record<string, string>, body: string, signal: AbortSignal) => Promise<Sent>
  close: () => void
}

/** @param options.timeoutMs how long an answer may take, everything included */
export function createSender(policy: TargetPolicy, options: { timeoutMs?: number } = {}): Sender {
  const { timeoutMs = answerTimeoutMs } = options
  const filter = { allowPrivateIPAddress: policy.allowPrivate, allowMetaIPAddress: false, maxSockets: 64 }
  const agents = { http: new RequestFilteringHttpAgent(filter), https: new RequestFilteringHttpsAgent(filter) }

  return {
    async post(url, headers, body, signal) {
      const startedAt = performance.now()
      const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)])
      const end = (status: number | null, error: string | null, waitMs = 0): Sent => ({
        status,
        error,
        durationMs: Math.round(performance.now() - startedAt),
        waitMs,
      })
      try {
        const { status, waitMs } = await call(url, headers, body, limit)
        return end(status, null, waitMs)
      } catch (error) {
        if (signal.aborted) throw error
        return end(null, limit.aborted ? `no answer within ${timeoutMs / 1000} s` : wordsFor(error))
      }
    },
    close() {
      agents.http.destroy()
      agents.https.destroy()
    },
  }

  function call(
    url: string,
    headers: Record<string, string>,
    body: string,
    signal: AbortSignal,
  ): Promise<{ status: number; waitMs: number }> {
    const isHttps = url.startsWith('https:')
    const options = {
      method: 'POST',
      signal,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      agent: isHttps ? agents.https : agents.http,
    }
    return new Promise((resolve, reject) => {
      const sent = (isHttps ? requestHttps : requestHttp)(url, options, (answer) => {
        // What it says is of no interest, and may be endless.
        answer.destroy()
        resolve({ status: answer.statusCode ?? 0, waitMs: waitAsked(answer.headers, Date.now()) })
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }
}

const words: Record<string, string> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection broke',
  EPIPE: 'the connection broke',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name could not be looked up',
  ETIMEDOUT: 'the connection took too long',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the host cannot be reached',
}

function wordsFor(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (message.includes('is not allowed')) return 'the address is not a public one'
  if (code && words[code]) return words[code]
  if (code && /CERT|SSL|TLS/.test(code)) return 'the certificate is not trusted'
  return 'there was no answer'
}
