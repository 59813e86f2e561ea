import { z } from 'zod'

/** The version in use carries this one; it is moved by activating, and always protected. */
export const productionLabel = 'production'

/** A pointer at a version: `production`, `staging`, or one's own. */
export const promptLabelName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    'must be of lower-case letters, digits and hyphens, begin with a letter, and have at most 40',
  )

/** A label that can be moved by hand. */
export const movablePromptLabel = promptLabelName.refine((name) => name !== productionLabel, {
  error: 'is moved by activating a version',
})

const version = z.number().int().positive()

/** A label of a template, and whether only admins move it. */
export const promptLabel = z.object({ label: promptLabelName, version, protected: z.boolean() })
export type PromptLabel = z.infer<typeof promptLabel>

/** `PUT /templates/:id/labels/:label`: to `version`; `base` is the version where the caller saw it, null for nowhere. */
export const movePromptLabelRequest = z.strictObject({ version, base: version.nullable() })
export type MovePromptLabelRequest = z.infer<typeof movePromptLabelRequest>

/** `DELETE /templates/:id/labels/:label`: `base` is the version where the caller saw it. */
export const removePromptLabelQuery = z.strictObject({ base: z.coerce.number().int().positive() })
export type RemovePromptLabelQuery = z.infer<typeof removePromptLabelQuery>

/** `GET /clients/:id/prompt-labels`: labels in use at the client or protected there, by name; `production` first. */
export const promptLabelRule = z.object({
  label: promptLabelName,
  protected: z.boolean(),
  /** How many templates carry it. */
  templates: z.number().int().min(0),
})
export type PromptLabelRule = z.infer<typeof promptLabelRule>
export const promptLabelRules = z.object({ items: z.array(promptLabelRule) })
export type PromptLabelRules = z.infer<typeof promptLabelRules>

/** `PUT /clients/:id/prompt-labels/:label`. */
export const changePromptLabelRule = z.strictObject({ protected: z.boolean() })
export type ChangePromptLabelRule = z.infer<typeof changePromptLabelRule>
