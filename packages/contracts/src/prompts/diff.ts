import { z } from 'zod'
import { promptVersion } from './prompt.ts'
import { promptText } from './text.ts'

const version = z.number().int().positive()

/** A line of one text or of both; `before` and `after` are its numbers there, from 1. */
export const promptDiffLine = z.object({
  change: z.enum(['same', 'added', 'removed']),
  text: z.string(),
  before: z.number().int().positive().nullable(),
  after: z.number().int().positive().nullable(),
})
export type PromptDiffLine = z.infer<typeof promptDiffLine>

/** What differs in one part, line by line, with all lines of both; no lines where both are the same. */
export const promptTextDiff = z.object({
  added: z.number().int().min(0),
  removed: z.number().int().min(0),
  lines: z.array(promptDiffLine),
})
export type PromptTextDiff = z.infer<typeof promptTextDiff>

/** A value that differs, by path, such as `properties.season.default` or `temperature`; absent where there is none. */
export const promptValueDiff = z.object({
  path: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
})
export type PromptValueDiff = z.infer<typeof promptValueDiff>

export const promptDifferences = z.object({
  system_template: promptTextDiff,
  template: promptTextDiff,
  variables: z.array(promptValueDiff),
  model_settings: z.array(promptValueDiff),
  /** Null where both trim the same in the same order. */
  trim_order: z.object({ before: z.array(z.string()), after: z.array(z.string()) }).nullable(),
})
export type PromptDifferences = z.infer<typeof promptDifferences>

/** `GET /templates/:id/diff`; `to` is the latest version, `from` the one before it, where they are left out. */
export const promptDiffQuery = z.strictObject({
  from: z.coerce.number().int().positive().optional(),
  to: z.coerce.number().int().positive().optional(),
})
export type PromptDiffQuery = z.infer<typeof promptDiffQuery>
export const promptDiff = promptDifferences.extend({ from: version, to: version })
export type PromptDiff = z.infer<typeof promptDiff>

/**
 * What a stale save is told with its 409: `current` is the latest version, `yours` the text that was sent with the
 * version that it was based on, and `differences` lead from `current` to `yours`.
 */
export const promptConflict = z.object({
  current: promptVersion,
  yours: promptText.extend({ version }),
  differences: promptDifferences,
})
export type PromptConflict = z.infer<typeof promptConflict>
