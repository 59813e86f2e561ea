import { z } from 'zod'
import { llmPreferences } from '../generate.ts'
import { text } from '../primitives.ts'
import { tokenBudget } from './optimization.ts'
import { promptVariables } from './variables.ts'

/** A part of a template at most, in characters. */
export const maxPromptPartLength = 50_000

/** What a version asks of the model, where neither the request nor the strategy says it. */
export const promptModelSettings = llmPreferences.omit({ max_prompt_tokens: true }).extend({
  /** The prompt's tokens at most: what is beyond them is trimmed, the least important first. */
  token_budget: tokenBudget.optional(),
})
export type PromptModelSettings = z.infer<typeof promptModelSettings>

/** A path of the context that may be left out, such as `brand.sample`. */
export const promptContextPath = z
  .string()
  .max(100)
  .regex(/^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*){0,3}$/, 'must be a path of the context, such as brand.sample')

/** What is left out first when a prompt grows too long, the least important first. */
export const promptTrimOrder = z
  .array(promptContextPath)
  .max(50)
  .refine((paths) => new Set(paths).size === paths.length, { error: 'must name each path once' })

const part = () =>
  text().max(maxPromptPartLength, `must have at most ${maxPromptPartLength.toLocaleString('en-US')} characters`)

/** What a version of a template consists of. */
export const promptText = z.strictObject({
  system_template: part().default(''),
  /** The user part; of a partial, all there is. */
  template: part().refine((given) => given.trim() !== '', { error: 'must not be empty' }),
  variables: promptVariables.default({}),
  model_settings: promptModelSettings.default({}),
  trim_order: promptTrimOrder.default([]),
})
export type PromptText = z.infer<typeof promptText>

/** A field of a version's text. */
export const promptPart = promptText.keyof()
export type PromptPart = z.infer<typeof promptPart>
