import type { LlmProvider } from '@hg/contracts'
import type { Model } from '../catalogue/model.ts'

/**
 * The parts of a piece, in the order in which they are written: the title first, as its reader sees it, and the
 * description when the text is there to describe.
 */
export const pieceParts = ['title', 'body', 'meta_description'] as const

export type PiecePart = (typeof pieceParts)[number]

/** What the model is told of each part. Empty where the piece has none: strict schemas know no optional fields. */
export const partDescriptions: Record<PiecePart, string> = {
  title: 'The title alone, in plain text, on one line. Empty if the piece has none.',
  body: 'The piece itself as Markdown, without its title and without the meta description.',
  meta_description: 'The meta description alone, in plain text, on one line. Empty if none is asked for.',
}

/** A piece as JSON Schema, within what every provider's strict mode takes. */
export const pieceSchema = {
  type: 'object',
  properties: Object.fromEntries(
    pieceParts.map((part) => [part, { type: 'string', description: partDescriptions[part] }]),
  ),
  required: [...pieceParts],
  additionalProperties: false,
}

// OpenAI's chat models and those of before August 2024 have no strict schemas, nor have Anthropic's before 4.5. Groq has
// them for some models, but not in streams.
const taking: Record<LlmProvider, RegExp | null> = {
  openai: /^(gpt-4o(?!-2024-05-13)|gpt-4\.1|gpt-5(?!.*chat)|o1$|o3|o4)/,
  anthropic: /^claude-((opus|sonnet|haiku)-4-[5-9]|[a-z]+-5)/,
  google: /^gemini-(2|3|flash-|pro-)/,
  groq: null,
}

/** Whether a model writes its streamed answer to a schema when it is given one. */
export function takesPieceSchema({ provider, model }: Pick<Model, 'provider' | 'model'>): boolean {
  return taking[provider]?.test(model) ?? false
}
