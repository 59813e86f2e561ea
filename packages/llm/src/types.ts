/** What is asked of a model, whoever serves it. Temperature is 0 to 2. */
export interface Prompt {
  system: string
  user: string
  temperature?: number
  /** The most the answer may take, reasoning included. */
  maxOutputTokens: number
  /** A piece is asked for by schema where the model takes one; its answer is Markdown all the same. */
  format?: 'piece'
}

/** A prompt for one model. */
export interface LlmRequest extends Prompt {
  /** The model's id at its provider. */
  model: string
}

/**
 * What a call used, in the provider's own tokens. The providers count differently (Anthropic leaves cached tokens out of
 * its input, Google leaves thoughts out of its output); here both totals are whole, and the rest are parts of them.
 */
export interface Usage {
  /** Everything that was read: `cachedInputTokens` and `cacheWriteTokens` are parts of it. */
  inputTokens: number
  /** Everything that was written: `reasoningTokens` is part of it. */
  outputTokens: number
  cachedInputTokens: number
  cacheWriteTokens: number
  reasoningTokens: number
}

/** `length`: the answer was cut at the token limit, and is returned as it stands. */
export type FinishReason = 'stop' | 'length'

export interface LlmAnswer {
  /** Never empty. */
  text: string
  /** Null when the provider never said. */
  usage: Usage | null
  finishReason: FinishReason
  /** The model that answered, as the provider names it; an alias is resolved here. */
  modelUsed: string
  /** What the provider's support asks for. */
  providerRequestId: string | null
}

export interface StreamOptions {
  /** Ends the call: the connection is closed and the promise rejects with an `AbortedError`. */
  signal: AbortSignal
  /** Each piece of text as it arrives. */
  onText: (delta: string) => void
}
