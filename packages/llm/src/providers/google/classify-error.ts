import { GoogleGenerativeAIFetchError } from '@google/generative-ai'
import { type Failure, type Rule, verdicts } from '../shared/classify-failure.ts'
import { objectAt, strings } from '../shared/read-fields.ts'

/** Gemini's error bodies: `{error: {code, message, status, details}}`. The SDK keeps code, message and details. */
export function describeError(error: unknown): Failure | null {
  if (!(error instanceof GoogleGenerativeAIFetchError)) return null
  const details = (error.errorDetails ?? []).map((detail) => objectAt(detail))
  return {
    status: error.status ?? null,
    names: strings(error.statusText, ...details.map((detail) => detail.reason)),
    message: error.message.replace(/^\[GoogleGenerativeAI Error\]: (Error fetching from \S+: )?/, ''),
    retryAfterMs: readRetryDelayMs(details),
  }
}

// google.rpc.RetryInfo: a protobuf duration, such as "34.074s".
function readRetryDelayMs(details: Record<string, unknown>[]): number | null {
  const info = details.find((detail) => String(detail['@type']).endsWith('google.rpc.RetryInfo'))
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(String(info?.retryDelay))?.[1]
  return seconds === undefined ? null : Number(seconds) * 1000
}

/** Where Gemini's status misleads: a refused key is 400, and limits by day are 429 like those by minute. */
export const rules: readonly Rule[] = [
  { name: 'API_KEY_INVALID', verdict: verdicts.keyRefused },
  { message: /api key (not valid|expired|not found)/i, verdict: verdicts.keyRefused },
  { status: 429, message: /per ?day|limit: 0\b/i, verdict: verdicts.quotaExhausted },
  { status: 400, message: /billing/i, verdict: verdicts.quotaExhausted },
  { status: 400, message: /user location is not supported/i, verdict: verdicts.notServedHere },
  { status: 400, message: /exceeds the maximum number of tokens|input token count/i, verdict: verdicts.contextTooLong },
]
