import type { LlmProvider } from '@hg/contracts'
import type { Usage } from '../../types.ts'

/** How one provider says what they all say: the wire, as recorded, for the scripted server. */
export interface TestDialect {
  provider: LlmProvider
  model: string
  /** Where the adapter sends its request, and what it must hold. */
  path: string
  /** The part of the body that asks for a piece by schema; null where the provider has none in streams. */
  pieceFormat: (schemaKeys: readonly string[]) => object | null
  requestBody: (ask: { system: string; user: string; temperature: number; maxOutputTokens: number }) => unknown
  authHeader: [name: string, value: (key: string) => string]
  requestIdHeader: string | null
  /** What `baseUrl` is for a server at this address. */
  baseUrl: (serverUrl: string) => string
  /** The start of a stream and these pieces of text; nothing ends it. */
  begin: (...pieces: string[]) => string[]
  /** The end: why it stopped, and the usage that `usage` stands for. */
  end: (reason: 'stop' | 'length' | 'refused') => string[]
  usage: Usage
  /** Whether a stream can say that the content was refused. */
  hasRefusals: boolean
  /** What the provider has said of usage before the end: exactly this, or null. */
  usageBeforeEnd: Usage | null
  modelUsed: string
  /** The body of an error response. */
  error: (message: string) => string
  /** An error event in a stream that has begun. */
  streamError: string
  malformed: string
}

/** Events as their provider names them: `event:` only where it does. */
export function sse(data: unknown, event?: string): string {
  return `${event ? `event: ${event}\n` : ''}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`
}
