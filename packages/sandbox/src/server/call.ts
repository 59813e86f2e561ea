import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Dialect } from '../dialects/dialect.ts'
import type { JsonObject } from '../json.ts'
import type { TalliedCall } from '../tally/tally.ts'

/** One request to a provider on its way through the sandbox. */
export type Call = {
  req: IncomingMessage
  res: ServerResponse
  pathname: string
  dialect: Dialect
  model: string
  isStream: boolean
  /** The body as it came, and parsed (empty where it is no JSON object). */
  raw: string
  request: JsonObject
  /** Fires when the client leaves before the answer is complete. */
  left: AbortSignal
  tallied: TalliedCall
}
