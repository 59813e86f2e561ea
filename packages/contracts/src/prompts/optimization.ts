import { z } from 'zod'

/** Tokens that a prompt may have, at most: system and user part together, in the o200k_base encoding. */
export const tokenBudget = z.number().int().min(100).max(1_000_000)

/**
 * How a prompt was made smaller. Folding and merging lose nothing; shortened and left out is only context that may be missing.
 * `budget_not_met`: all of that went, and the rest is still too long.
 */
export const optimizationKind = z.enum([
  'white_space_folded',
  'duplicates_merged',
  'context_shortened',
  'context_left_out',
  'budget_not_met',
])
export type OptimizationKind = z.infer<typeof optimizationKind>

/** One step of it, in the order in which it was taken. */
export const promptOptimization = z.object({
  kind: optimizationKind,
  /** For context: what templates call it, such as `brand.sample`. */
  path: z.string().optional(),
  /** What was done, in words for people. */
  what: z.string(),
  tokens_saved: z.number().int().min(0),
})
export type PromptOptimization = z.infer<typeof promptOptimization>

/** Context that a piece can be written without. */
export interface TrimmableContext {
  /** What templates call it. */
  path: string
  /** What it is, in words for people. */
  label: string
  /** So many entries of a list stay, since the checks of a piece ask for them. */
  keep?: number
}

/**
 * What a prompt may lose to fit its budget, the least important first: what colors a piece goes before what steers it. What is
 * not here is never touched: topic, keywords, brief, sections, phrases to include or avoid, terms, disclaimers, lengths.
 */
export const trimmableContext: readonly TrimmableContext[] = [
  { path: 'brand.sample', label: 'writing sample' },
  { path: 'client.facts.notes', label: 'notes about the client' },
  { path: 'client.facts.custom', label: 'other facts about the client' },
  { path: 'client.facts.description', label: 'description of the client' },
  { path: 'client.facts.credentials', label: 'credentials of the client' },
  { path: 'client.facts.service_area', label: 'service area of the client' },
  { path: 'client.facts.offers', label: 'offers of the client' },
  { path: 'brand.persona', label: 'typical reader' },
  { path: 'brand.value_propositions', label: 'value propositions' },
  { path: 'seo.internal_links', label: 'internal links', keep: 1 },
  { path: 'seo.secondary_keywords', label: 'related terms', keep: 1 },
  { path: 'content_template.sections.guidance', label: 'guidance for the sections' },
  { path: 'brand.audience', label: 'audience' },
  { path: 'content_template.audience', label: 'audience of the piece' },
  { path: 'brand.donts', label: 'rules about what not to do' },
  { path: 'brand.dos', label: 'rules about what to do' },
  { path: 'content_template.tone', label: 'sound of the piece' },
  { path: 'brand.tone', label: 'tone' },
  { path: 'brand.voice', label: 'voice' },
]
