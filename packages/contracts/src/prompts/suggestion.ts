import { z } from 'zod'
import { jobStatus, llmProvider } from '../enums.ts'
import { jobErrorCode } from '../errors.ts'
import { llmPreferences } from '../generate.ts'
import { page, pageQuery, text, timestamp, usd, usdLimit, uuid } from '../primitives.ts'
import { promptDifferences } from './diff.ts'
import { promptFinding } from './finding.ts'
import { maxPromptPartLength, promptText } from './text.ts'

/** What is asked of a suggestion, and kept with its job. */
export const suggestionWishes = z.strictObject({
  template_id: uuid,
  /** The version that is to become tighter. */
  template_version: z.number().int().positive(),
  /** What else matters, in one's own words: what must stay as it is, or where it is too long. */
  instructions: text().trim().min(1).max(2000).optional(),
  /** What the prompt should come down to, in tokens at an invented request. A wish: what must be said is said. */
  target_tokens: z.number().int().min(50).max(100_000).optional(),
})
export type SuggestionWishes = z.infer<typeof suggestionWishes>

/**
 * `POST /prompt-suggestions`: asks a model for a tighter version of a template's version. It costs what its calls cost, and is
 * shown, never applied. With `dry_run` it says what it would cost.
 */
export const suggestionRequest = suggestionWishes
  .extend({
    llm: llmPreferences.pick({ provider: true, model: true, routing: true }).optional(),
    /** A ceiling: no call is begun that could pass it. */
    max_cost_usd: usdLimit.refine((amount) => /[1-9]/.test(amount), { error: 'must be more than 0' }).optional(),
    dry_run: z.boolean().default(false),
  })
  .meta({
    examples: [
      {
        template_id: '0190a6d8-4b1c-7c3a-9d2e-5f6a7b8c9d0e',
        template_version: 3,
        instructions: 'Keep the rules about medical claims word for word.',
        max_cost_usd: '0.05',
      },
    ],
  })
export type SuggestionRequest = z.infer<typeof suggestionRequest>

/** A tighter version, as a model wrote it and as it was found to be usable: it says what the version said, in fewer tokens. */
export const suggestedText = z.object({
  ...promptText.pick({ system_template: true, template: true }).shape,
  /** What the model says that it did, a sentence each. */
  changes: z.array(z.string()),
  /** From the version to the suggestion. */
  differences: promptDifferences,
  /** What is to be said of it, beside partials, strategy and catalogue as they were then. */
  findings: z.array(promptFinding),
  /** The prompt's tokens at an invented request; of a partial, those of its text. */
  tokens: z.object({ before: z.number().int().min(0), after: z.number().int().min(0) }),
})
export type SuggestedText = z.infer<typeof suggestedText>

/** A suggestion as lists show it. Its id is that of the job that it is made by. */
export const suggestionSummary = z.object({
  id: uuid,
  client_id: uuid,
  /** As it was called then; null once its request was removed, as the client's retention says. */
  template: z.object({ id: uuid, version: z.number().int().positive(), name: z.string() }).nullable(),
  instructions: z.string().nullable(),
  target_tokens: z.number().int().nullable(),
  status: jobStatus,
  error_code: jobErrorCode.nullable(),
  error_message: z.string().nullable(),
  tokens: suggestedText.shape.tokens.nullable(),
  llm_provider: llmProvider,
  /** The model that answered; null before. */
  provider_model: z.string().nullable(),
  reserved_usd: usd,
  /** What its calls cost so far; null before the first. */
  cost_usd: usd.nullable(),
  created_by: z.string(),
  created_at: timestamp,
  completed_at: timestamp.nullable(),
})
export type SuggestionSummary = z.infer<typeof suggestionSummary>

/** `GET /prompt-suggestions/:id`. `suggestion` is null until it is completed, and once its text was removed. */
export const promptSuggestion = suggestionSummary.extend({ suggestion: suggestedText.nullable() })
export type PromptSuggestion = z.infer<typeof promptSuggestion>

/** `GET /prompt-suggestions`: those for one template, newest first. */
export const suggestionListQuery = pageQuery.extend({ template_id: uuid })
export type SuggestionListQuery = z.infer<typeof suggestionListQuery>
export const suggestionList = page(suggestionSummary)
export type SuggestionList = z.infer<typeof suggestionList>

/** The longest answer that is read, in characters: two parts, and what was changed. */
export const maxSuggestionAnswer = 2 * maxPromptPartLength + 20_000

/** An answer that could not be used, and what was wrong with it, for a second try. */
const earlierTry = z.strictObject({
  answer: z.string().max(maxSuggestionAnswer),
  problems: z.array(z.string().max(2000)).min(1).max(50),
})

/** Between services, `POST /suggestion-prompt`: what a model is asked. */
export const suggestionPromptRequest = suggestionWishes.extend({ earlier: earlierTry.optional() })
export type SuggestionPromptRequest = z.infer<typeof suggestionPromptRequest>
export const suggestionPrompt = z.object({
  prompt: z.object({ system: z.string(), user: z.string() }),
  tokens: z.number().int().positive(),
})
export type SuggestionPrompt = z.infer<typeof suggestionPrompt>

/** Between services, `POST /suggestion-reading`: what a model answered. */
export const suggestionReadingRequest = suggestionWishes
  .pick({ template_id: true, template_version: true })
  .extend({ answer: z.string().max(maxSuggestionAnswer) })
export type SuggestionReadingRequest = z.infer<typeof suggestionReadingRequest>
/** Either the suggestion, or why the answer cannot be used, in words for the model and for people. */
export const suggestionReading = z.discriminatedUnion('usable', [
  z.object({ usable: z.literal(true), suggestion: suggestedText }),
  z.object({ usable: z.literal(false), problems: z.array(z.string()).min(1) }),
])
export type SuggestionReading = z.infer<typeof suggestionReading>
