import type { LlmProvider } from '@hg/contracts'
import type { JsonObject } from '../json.ts'
import type { Usage } from '../usage/usage.ts'

/** A piece of the answer's text on its way out, and what has been used up to and with it. */
export type StreamedPiece = { text: string; isLast: boolean; usage: Usage }

/** How one provider's wire format carries text and usage. Objects that come in are aimock's; they are not changed. */
export type Dialect = {
  provider: LlmProvider
  /** The text that a stream frame carries, or undefined. */
  frameText: (frame: JsonObject) => string | undefined
  /** A stream frame with one piece of its text. */
  frameWithPiece: (frame: JsonObject, piece: StreamedPiece) => JsonObject
  /** A stream frame without text, with the usage filled in where this dialect reports it. */
  frameWithUsage: (frame: JsonObject, usage: Usage, request: JsonObject) => JsonObject
  /** A whole answer with the usage filled in. */
  bodyWithUsage: (body: JsonObject, usage: Usage) => JsonObject
  /** What a frame or body that was sent tells the client of the call's usage so far, or undefined. */
  usageTold: (sent: JsonObject) => Usage | undefined
  /** The most tokens that the request lets the model generate, reasoning included. */
  maxOutputTokens: (request: JsonObject) => number | undefined
  /** The JSON Schema that the answer is to be written to, or undefined. */
  answerSchema: (request: JsonObject) => JsonObject | undefined
  /** Whether the request lets the provider keep the prompt's beginning for the next call. */
  cachesPrompt: (request: JsonObject) => boolean
}
