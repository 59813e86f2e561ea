import { z } from 'zod'
import { promptPart } from './text.ts'

/**
 * What is wrong with a version (`error`: it cannot be saved or used) or what one should know of it (`warning`). Lines and
 * columns count from 1, within the part.
 */
export const promptFinding = z.object({
  severity: z.enum(['error', 'warning']),
  /** What it is, in snake_case, for programs; `message` says it to people. */
  code: z.string(),
  message: z.string(),
  part: promptPart.optional(),
  line: z.number().int().positive().optional(),
  column: z.number().int().positive().optional(),
})
export type PromptFinding = z.infer<typeof promptFinding>
