import { z } from 'zod'
import { contentType, llmProvider } from '../enums.ts'
import { generateRequest } from '../generate.ts'
import { usd, uuid } from '../primitives.ts'
import { promptFinding } from './finding.ts'
import { promptOptimization, tokenBudget } from './optimization.ts'
import { promptPartialNote } from './notes.ts'
import { promptModelSettings, promptText } from './text.ts'

/** What a prompt is made for, without writing a piece. */
export const previewSubject = z.discriminatedUnion('kind', [
  /**
   * A piece that was asked for, with its request and strategy as they were kept. `variables` stand beside its own, or instead of them:
   * what a later version takes it could not say.
   */
  z.strictObject({ kind: z.literal('job'), job_id: uuid, ...generateRequest.pick({ variables: true }).shape }),
  /** An invented request, with the client's strategy. */
  z.strictObject({ kind: z.literal('sample'), content_type: contentType }),
  /** A request as it is typed, with the client's strategy. */
  z.strictObject({
    kind: z.literal('values'),
    content_type: contentType,
    ...generateRequest.pick({ topic: true, keywords: true, brief: true, variables: true }).shape,
  }),
])
export type PreviewSubject = z.infer<typeof previewSubject>

/**
 * `POST /templates/preview`: the prompt that a text would make, or a stored version makes. `client_id` is whose template it is, and
 * whose partials it renders; `for_client_id` whom a sample or typed request is for, it or one below it.
 */
export const previewPromptRequest = z
  .strictObject({
    client_id: uuid,
    text: promptText.optional(),
    template_id: uuid.optional(),
    version: z.number().int().positive().optional(),
    against: previewSubject,
    for_client_id: uuid.optional(),
    token_budget: tokenBudget.optional(),
  })
  .refine(
    ({ text, template_id, version }) =>
      text === undefined
        ? template_id !== undefined && version !== undefined
        : template_id === undefined && version === undefined,
    {
      error: 'must be given, or else template_id and version',
      path: ['text'],
    },
  )
  .meta({
    examples: [
      {
        client_id: '0190a6d8-4b1c-7c3a-9d2e-5f6a7b8c9d0e',
        text: { system_template: 'You write for {{ client.name }}.', template: 'Topic: {{ topic }}' },
        against: { kind: 'values', content_type: 'faq', topic: 'Why breakers trip' },
      },
    ],
  })
export type PreviewPromptRequest = z.infer<typeof previewPromptRequest>

/** What a piece of the usual length would cost by one model that the strategy allows. */
export const previewCost = z.object({
  provider: llmProvider,
  model: z.string(),
  name: z.string(),
  /** Of the prompt alone. */
  prompt_usd: usd,
  piece_usd: usd,
})
export type PreviewCost = z.infer<typeof previewCost>

/** No provider is called for it. `prompt` is null for a text that cannot be rendered: `findings` say where and why. */
export const promptPreview = z.object({
  prompt: z.object({ system: z.string(), user: z.string() }).nullable(),
  tokens: z.number().int().min(0).nullable(),
  /** What a piece of the usual length takes, as costs are reckoned. */
  output_tokens: z.number().int().min(0),
  partials: z.array(promptPartialNote),
  model_settings: promptModelSettings,
  optimizations: z.array(promptOptimization),
  findings: z.array(promptFinding),
  /** The cheapest first; none without a prompt. */
  costs: z.array(previewCost),
})
export type PromptPreview = z.infer<typeof promptPreview>
