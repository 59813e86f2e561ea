import { createHash } from 'node:crypto'
import type { ChatCompletionRequest, ChatMessage } from '@copilotkit/aimock'
import { stringAt } from '../json.ts'

/** No brief is longer; what comes after costs tokens and is not read. */
const readChars = 200_000

/** A prompt, whatever the dialect it came in. `all` is every message with its role, as the tokens are counted. */
export type Prompt = { system: string; user: string; all: string; messages: number }

function textOf(message: ChatMessage): string {
  const { content } = message
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part) => stringAt(part, 'text') ?? '').join('\n')
}

/** Reads the prompt out of a request. What the model itself said before counts as tokens, but is not read for wishes. */
export function promptOf(request: ChatCompletionRequest): Prompt {
  const textsOf = (...roles: string[]) =>
    request.messages
      .filter((message) => roles.includes(message.role))
      .map(textOf)
      .join('\n\n')
      .slice(0, readChars)
  return {
    system: textsOf('system', 'developer'),
    user: textsOf('user'),
    all: request.messages.map((message) => `${message.role}\n${textOf(message)}`).join('\n'),
    messages: request.messages.length,
  }
}

/** A short digest of a text, in hexadecimal digits. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
