import { countTokens } from 'gpt-tokenizer/encoding/o200k_base'

// The tokenizer is quadratic in runs without a break (a line of Chinese, a base64 blob: seconds), so it never sees long ones.
const pieces = /[\s\S]{1,400}(?=\s)|[\s\S]{1,400}/gu

const asText = { disallowedSpecial: new Set<string>() }

/** What the chat formats put around each message, and before the answer, by OpenAI's cookbook. */
const tokensAroundMessage = 4
const tokensBeforeAnswer = 3

/** How many tokens a prompt takes: its texts, and what stands around them. */
export function estimatePromptTokens({ system, user }: { system: string; user: string }): number {
  const messages = [system, user].filter((text) => text !== '')
  const around = messages.length * tokensAroundMessage + tokensBeforeAnswer
  return messages.reduce((sum, text) => sum + estimateTokens(text), around)
}

/**
 * How many tokens a text takes, by OpenAI's o200k_base. Other providers count their own way, mostly a few to thirty
 * percent more. Markers such as `<|endoftext|>` count as plain text.
 */
export function estimateTokens(text: string): number {
  let tokens = 0
  for (const [piece] of text.matchAll(pieces)) tokens += countTokens(piece, asText)
  return tokens
}
