import { z } from 'zod'
import { contentType } from '../enums.ts'
import { uuid } from '../primitives.ts'
import { promptVariables } from './variables.ts'

/** `GET /clients/:id/prompt-needs`: what a request may say to the template that serves it, or to the one it names. */
export const promptNeedsQuery = z.strictObject({ content_type: contentType, template_id: uuid.optional() })
export type PromptNeedsQuery = z.infer<typeof promptNeedsQuery>

/** `serves` is null where no template does; `variables` are those of its version in use. */
export const promptNeeds = z.object({
  serves: z
    .object({ template_id: uuid, name: z.string(), version: z.number().int().positive(), client_id: uuid })
    .nullable(),
  variables: promptVariables,
})
export type PromptNeeds = z.infer<typeof promptNeeds>

/** So many clients are named. */
export const mostReachedClients = 50

/**
 * `GET /templates/:id/reach`: whose pieces a template is for while it is in use, of its client and those below. Not for a
 * content type for which something nearer serves, and of its own client not one that another template there is in use for.
 */
export const promptReach = z.object({
  /** How many it is for. */
  clients: z.number().int().min(0),
  /** How many of the client and those below have something nearer for every content type of it. */
  others: z.number().int().min(0),
  /** The first of them, the nearest first. */
  items: z.array(
    z.object({
      client_id: uuid,
      client_name: z.string(),
      client_slug: z.string(),
      content_types: z.array(contentType),
    }),
  ),
})
export type PromptReach = z.infer<typeof promptReach>
