import { z } from 'zod'
import { llmProvider, routingMode } from '../enums.ts'
import { text } from '../primitives.ts'
import { tokenBudget } from '../prompts/optimization.ts'

const passage = text().trim().min(1).max(4000)
const phrase = text().trim().min(1).max(200)
const phrases = z.array(phrase).max(200)
const range = z
  .strictObject({ min: z.number().int().min(0).optional(), max: z.number().int().min(1).optional() })
  .refine((r) => r.min === undefined || r.max === undefined || r.min <= r.max, { error: 'min must not exceed max' })

/** How the brand speaks. */
export const brandConfiguration = z.strictObject({
  voice: passage.optional(),
  tone: passage.optional(),
  point_of_view: z.enum(['first_singular', 'first_plural', 'second', 'third']).optional(),
  audience: passage.optional(),
  persona: passage.optional(),
  value_propositions: phrases.optional(),
  dos: phrases.optional(),
  donts: phrases.optional(),
  sample: text().trim().min(1).max(20_000).optional(),
})

/** What search engines should find. Lengths are in characters, density in percent of words. */
export const seoConfiguration = z.strictObject({
  primary_keywords: phrases.optional(),
  secondary_keywords: phrases.optional(),
  keyword_density: z
    .strictObject({ min: z.number().min(0).max(10), max: z.number().min(0).max(10) })
    .refine((r) => r.min <= r.max, { error: 'min must not exceed max' })
    .optional(),
  title_length: range.optional(),
  meta_length: range.optional(),
  headings: z
    .strictObject({
      min_h2: z.number().int().min(0).max(50).optional(),
      max_depth: z.number().int().min(1).max(6).optional(),
    })
    .optional(),
  internal_links: z
    .array(z.strictObject({ url: z.url(), anchor: phrase.optional() }))
    .max(100)
    .optional(),
  intent: z.enum(['informational', 'navigational', 'commercial', 'transactional']).optional(),
})

/** What a piece must be. Reading level is a Flesch-Kincaid grade; language a BCP 47 tag. */
export const contentConfiguration = z.strictObject({
  word_count: range.optional(),
  reading_level: z
    .strictObject({ min_grade: z.number().min(0).max(20).optional(), max_grade: z.number().min(0).max(20).optional() })
    .refine((r) => r.min_grade === undefined || r.max_grade === undefined || r.min_grade <= r.max_grade, {
      error: 'min_grade must not exceed max_grade',
    })
    .optional(),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a BCP 47 language tag, such as en-US')
    .optional(),
  structure: z.array(phrase).max(30).optional(),
  must_include: phrases.optional(),
  must_avoid: phrases.optional(),
  banned_phrases: phrases.optional(),
  required_disclaimers: z.array(passage).max(20).optional(),
  cta: passage.optional(),
  term_map: z.record(phrase, phrase).optional(),
})

/** What to do when a provider refuses the content: the piece fails, or the other allowed providers are asked. */
export const onRefusal = z.enum(['fail', 'other_provider'])
export type OnRefusal = z.infer<typeof onRefusal>

/**
 * How the pieces of a batch are called for: each at once, or together in the provider's own batch, at half the price and within a
 * day. Providers without batches are called at once.
 */
export const batchCalls = z.enum(['at_once', 'provider'])
export type BatchCalls = z.infer<typeof batchCalls>

/** Which models may write. */
export const llmConfiguration = z.strictObject({
  allowed_providers: z.array(llmProvider).min(1).optional(),
  routing: routingMode.optional(),
  provider: llmProvider.optional(),
  model: text().min(1).max(100).optional(),
  on_refusal: onRefusal.optional(),
  batch: batchCalls.optional(),
  temperature: z.number().min(0).max(2).optional(),
  max_cost_usd: z.number().positive().max(1000).optional(),
  /** What a prompt may have at most: context that a piece can be written without is left out until it fits. */
  max_prompt_tokens: tokenBudget.optional(),
})

/** When a piece is good enough: score 0 to 100, repairs at most 2. */
export const qualityConfiguration = z.strictObject({
  min_score: z.number().min(0).max(100).optional(),
  max_repairs: z.number().int().min(0).max(2).optional(),
})

/** How long an identical answer may be used again; 0 turns the cache off. */
export const cachingConfiguration = z.strictObject({ ttl_seconds: z.number().int().min(0).max(2_592_000).optional() })

/** A strategy's configuration: every section and field is optional, and inherited where absent. */
export const strategyConfiguration = z.strictObject({
  brand: brandConfiguration.optional(),
  seo: seoConfiguration.optional(),
  content: contentConfiguration.optional(),
  llm: llmConfiguration.optional(),
  quality: qualityConfiguration.optional(),
  caching: cachingConfiguration.optional(),
})
export type StrategyConfiguration = z.infer<typeof strategyConfiguration>

export const strategySections = Object.keys(strategyConfiguration.shape) as (keyof StrategyConfiguration)[]

/**
 * How one layer's field meets the value from above: `override` replaces it (the default where a value is given), `extend`
 * appends to a list, adds to a map, or sets some bounds of a range and keeps the others, `inherit` drops the layer's own
 * value, `locked` replaces it and lets nothing below change it.
 */
export const mergeMode = z.enum(['inherit', 'extend', 'override', 'locked'])
export type MergeMode = z.infer<typeof mergeMode>

/** Merge modes by field path, such as `{"content.banned_phrases": "extend"}`. */
export const mergeModes = z.record(z.string().regex(/^[a-z]+\.[a-z_]+$/), mergeMode)
export type MergeModes = z.infer<typeof mergeModes>
