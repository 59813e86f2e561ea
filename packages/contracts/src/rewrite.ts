import { z } from 'zod'
import { text, uuid } from './primitives.ts'
import { promptVariableValues } from './prompts/variables.ts'

/** The longest piece that is edited or written anew, in characters. */
export const maxPieceLength = 200_000

const maxInstructionsLength = 4000
export const rewriteInstructions = text().trim().min(3, 'must have at least 3 characters').max(maxInstructionsLength)

/** A piece as it was, and what is to be different. The job that writes it anew keeps both, whatever becomes of the first. */
export const rewrite = z.object({
  job_id: uuid,
  /** Which revision of it; 1 is the text as it was written. */
  revision: z.number().int().positive(),
  instructions: rewriteInstructions,
  title: z.string().nullable(),
  meta_description: z.string().nullable(),
  content: z.string(),
})
export type Rewrite = z.infer<typeof rewrite>

/** By which strategy a job is made from another: as it is now, or as the first one kept it. */
const strategyChoice = z.enum(['current', 'as_before']).optional()

/** What the prompt's variables are for the new piece, in place of all of the first job's: its template may take others by now. */
const otherVariables = promptVariableValues.optional()

/** `POST /jobs/:id/retry`: the same request again. */
export const retryRequest = z
  .strictObject({ strategy: strategyChoice, variables: otherVariables })
  .meta({ examples: [{ strategy: 'current' }] })
export type RetryRequest = z.infer<typeof retryRequest>

/** `POST /jobs/:id/regenerate`: the piece anew, from its latest revision or the named one. */
export const regenerateRequest = z
  .strictObject({
    instructions: rewriteInstructions,
    revision: z.number().int().positive().optional(),
    strategy: strategyChoice,
    variables: otherVariables,
  })
  .meta({ examples: [{ instructions: 'Half as long, and open with the experiment.' }] })
export type RegenerateRequest = z.infer<typeof regenerateRequest>
