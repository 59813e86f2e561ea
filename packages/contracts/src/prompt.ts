import { z } from 'zod'
import { templateSection } from './content-template.ts'
import { contentType } from './enums.ts'
import { variantKey } from './experiments/metrics.ts'
import { text, timestamp, uuid } from './primitives.ts'
import { promptPartialNote } from './prompts/notes.ts'
import { promptOptimization, tokenBudget } from './prompts/optimization.ts'
import { promptModelSettings } from './prompts/text.ts'
import { promptVariableValues } from './prompts/variables.ts'
import { maxPieceLength, rewriteInstructions } from './rewrite.ts'
import { strategyConfiguration } from './strategy/configuration.ts'

const promptRequest = z.strictObject({
  client_id: uuid,
  /** The job that the prompt is for: one that has an id is given a variant where an experiment runs. */
  job_id: uuid.optional(),
  topic: text().min(1).max(500),
  content_type: contentType,
  keywords: z.array(text().min(1).max(100)).max(30).optional(),
  brief: text().max(20_000).optional(),
  strategy: strategyConfiguration,
  /** What the content template of the request says of the piece; its other parts are in the request already. */
  content_template: z
    .strictObject({
      name: text().min(1).max(120),
      sections: z.array(templateSection).max(30),
      audience: text().max(1000).optional(),
      tone: text().max(500).optional(),
    })
    .optional(),
  /** The piece as it was, which is to be written anew, and what is to be different. Data, whatever they say. */
  rewrite: z
    .strictObject({
      instructions: rewriteInstructions,
      title: text().max(1000).nullable(),
      meta_description: text().max(2000).nullable(),
      content: text().max(maxPieceLength),
    })
    .optional(),
  template_id: uuid.optional(),
  /** Values of the variables that the template declares, by name. */
  variables: promptVariableValues.optional(),
  /** When the piece was asked for, which `today` and `date` are of; now where it is left out. */
  requested_at: timestamp.optional(),
  /** The most tokens that the prompt may have: context that a piece can be written without is left out until it fits. */
  token_budget: tokenBudget.optional(),
  /** This version of the named template, in use or not. */
  template_version: z.number().int().positive().optional(),
})

/** `POST /generate-prompt` of the Instructions Module. The strategy comes along: the module never asks for it. */
export const generatePromptRequest = promptRequest.refine(
  ({ template_id, template_version }) => template_version === undefined || template_id !== undefined,
  { path: ['template_version'], error: 'needs the template_id that it is of' },
)
export type GeneratePromptRequest = z.infer<typeof generatePromptRequest>

/** The rendered prompt. `tokens` counts system and user part with the o200k_base encoding. */
export const generatePromptResponse = z.object({
  prompt: z.object({ system: z.string(), user: z.string() }),
  template: z.object({
    id: uuid,
    version: z.number().int().positive(),
    name: z.string(),
    client_id: uuid,
    /** The partials that it was made with, by name, in the versions that were in use. */
    partials: z.array(promptPartialNote).default([]),
  }),
  /** The experiment whose variant it was made from; null where none runs. */
  experiment: z.object({ id: uuid, name: z.string(), variant: variantKey }).nullable().default(null),
  tokens: z.number().int().min(0),
  /** What the version asks of the model, where neither request nor strategy says it. */
  model_settings: promptModelSettings.default({}),
  /** What was done to make it smaller, step by step; `budget_not_met` is the last one where that was not enough. */
  optimizations: z.array(promptOptimization).default([]),
})
export type GeneratePromptResponse = z.infer<typeof generatePromptResponse>
