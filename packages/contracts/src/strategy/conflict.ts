import { z } from 'zod'
import { contentTypeOrAny } from '../enums.ts'
import { uuid } from '../primitives.ts'

/**
 * What cannot hold together in a merged strategy. `error`: pieces contradict themselves, fail their checks or are
 * refused. `warning`: something is ignored, or may go wrong.
 */
export const conflictCode = z.enum([
  'locked_above',
  'silences_below',
  'banned_and_used',
  'avoided_and_used',
  'replaced_and_used',
  'terms_in_a_chain',
  'do_and_dont',
  'range_reversed',
  'list_too_long',
  'density_impossible',
  'headings_impossible',
  'sections_too_few',
  'disclaimers_too_long',
  'provider_not_allowed',
  'model_not_allowed',
  'model_unknown',
  'model_retired',
  'model_deprecated',
  'refusal_goes_nowhere',
])
export type ConflictCode = z.infer<typeof conflictCode>

/** One side of a conflict that stands elsewhere: the layer that set the field. */
export const conflictParty = z.object({
  path: z.string(),
  client_id: uuid,
  client_name: z.string(),
  strategy_id: uuid,
  version: z.number().int().positive(),
})
export type ConflictParty = z.infer<typeof conflictParty>

export const strategyConflict = z.object({
  code: conflictCode,
  severity: z.enum(['error', 'warning']),
  /** The fields between which it arises, the one to look at first. */
  paths: z.array(z.string()).min(1),
  /** The content types that it arises for. */
  content_types: z.array(contentTypeOrAny),
  /** What is so. */
  message: z.string(),
  /** What to do. */
  remedy: z.string(),
  /** The phrases or values that it is about, at most 20. */
  values: z.array(z.string()),
  /** Who set the fields. */
  parties: z.array(conflictParty),
  /** For `silences_below`: whose values would be ignored (at most 50), and how many clients there are. */
  silenced: z
    .object({ clients: z.array(z.object({ id: uuid, name: z.string(), slug: z.string() })), count: z.number().int() })
    .optional(),
})
export type StrategyConflict = z.infer<typeof strategyConflict>
