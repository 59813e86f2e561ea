import { z } from 'zod'
import { contentTypeOrAny, llmProvider } from '../enums.ts'
import { text, usd, uuid } from '../primitives.ts'
import { promptFinding } from './finding.ts'
import { promptKind } from './prompt.ts'
import { promptText } from './text.ts'

/** `POST /templates/validate`: a text as it would be saved, for this client. Stores nothing. */
export const validatePromptRequest = z
  .strictObject({
    client_id: uuid,
    kind: promptKind.default('prompt'),
    /** Of a partial: its handle, so that it is not read as rendering its earlier self. */
    name: text().max(200).default('draft'),
    content_type: contentTypeOrAny,
    ...promptText.shape,
  })
  .meta({
    examples: [
      {
        client_id: '0190a6d8-4b1c-7c3a-9d2e-5f6a7b8c9d0e',
        content_type: 'blog_post',
        system_template: 'Return the title as `# Title`, the body in Markdown, and `Meta description: ...` last.',
        template: 'Topic: {{ topic }}\nTone: {{ vars.tone }}',
        variables: { type: 'object', properties: { tone: { type: 'string', default: 'calm' } } },
      },
    ],
  })
export type ValidatePromptRequest = z.infer<typeof validatePromptRequest>

const pieceCost = z.object({ provider: llmProvider, model: z.string(), usd })

/** A prompt by an invented request that says something of everything. Figures are of our own count. */
export const promptSize = z.object({
  tokens: z.number().int().min(0),
  system_tokens: z.number().int().min(0),
  user_tokens: z.number().int().min(0),
  /** From its beginning, the same for another piece of the same client and type: what providers can cache. */
  cacheable_tokens: z.number().int().min(0),
  /** What a piece of the usual length takes. */
  output_tokens: z.number().int().min(0),
  /** What a piece costs by the cheapest model that the strategy allows; null without one. */
  cheapest: pieceCost.nullable(),
  /** And by the model that the version asks for, or else the middle one by cost. */
  typical: pieceCost.nullable(),
})
export type PromptSize = z.infer<typeof promptSize>

/** `size` is null for a text with errors, and for a partial. */
export const promptValidation = z.object({ findings: z.array(promptFinding), size: promptSize.nullable() })
export type PromptValidation = z.infer<typeof promptValidation>
