import { z } from 'zod'
import { contentTypeOrAny } from '../enums.ts'
import { text, uuid } from '../primitives.ts'
import { promptKind } from './prompt.ts'
import { promptText } from './text.ts'

const version = z.number().int().positive()

export const promptName = text().trim().min(1, 'must not be empty').max(200)

/** What others call a partial by: `{% render 'name' %}`. It never changes. */
export const promptHandle = z
  .string()
  .max(60)
  .regex(
    /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'must be of lower-case letters, digits and single hyphens, and begin with a letter',
  )

/** Why a version was made. */
export const promptMessage = text().trim().max(500)

/** A partial is one text; the rest belongs to the prompts that render it. */
const checkPartial: z.core.CheckFn<{
  kind: 'prompt' | 'partial'
  name: string
  content_type: string
  system_template: string
  variables: object
  model_settings: object
  trim_order: string[]
}> = (checked) => {
  const given = checked.value
  if (given.kind !== 'partial') return
  const refuse = (path: string, message: string) =>
    checked.issues.push({ code: 'custom', message, path: [path], input: given })
  const handle = promptHandle.safeParse(given.name)
  if (!handle.success) refuse('name', handle.error.issues[0]?.message ?? 'is not a handle')
  if (given.content_type !== 'any') refuse('content_type', 'must be any: a partial serves all')
  if (given.system_template !== '') refuse('system_template', 'must be empty: a partial has one text')
  for (const path of ['variables', 'model_settings', 'trim_order'] as const)
    if (Object.keys(given[path]).length > 0)
      refuse(path, 'must be empty: it belongs to the prompts that render a partial')
}

/**
 * `POST /clients/:id/prompts`. A draft until `is_active`; `replaces` is the id of the template in use for the content
 * type that it takes the place of. A partial's `name` is its handle.
 */
export const createPromptRequest = z
  .strictObject({
    kind: promptKind.default('prompt'),
    name: promptName,
    content_type: contentTypeOrAny,
    is_active: z.boolean().default(false),
    replaces: uuid.optional(),
    message: promptMessage.optional(),
    ...promptText.shape,
  })
  .check(checkPartial)
export type CreatePromptRequest = z.infer<typeof createPromptRequest>

/** `POST /templates/:id/versions`: a new version, never in use at once; `base_version` is the latest that was seen. */
export const savePromptVersionRequest = z.strictObject({
  base_version: version,
  message: promptMessage.optional(),
  ...promptText.shape,
})
export type SavePromptVersionRequest = z.infer<typeof savePromptVersionRequest>

/** `POST /templates/:id/rollback`: what `version` said becomes a new version. */
export const rollbackPromptRequest = z.strictObject({
  version,
  base_version: version,
  message: promptMessage.optional(),
})
export type RollbackPromptRequest = z.infer<typeof rollbackPromptRequest>

/**
 * `POST /templates/:id/activate`: `version` comes into use; `base` is the one that was seen in use, null for none.
 * `replaces` is the id of another template that is in use for the content type.
 */
export const activatePromptRequest = z.strictObject({
  version,
  base: version.nullable(),
  replaces: uuid.optional(),
})
export type ActivatePromptRequest = z.infer<typeof activatePromptRequest>

/** `POST /templates/:id/deactivate`: `base` is the version that was seen in use. */
export const deactivatePromptRequest = z.strictObject({ base: version })
export type DeactivatePromptRequest = z.infer<typeof deactivatePromptRequest>

/**
 * `PATCH /templates/:id`: its name, or whether those below its client may read it. It makes no version. The partials that its
 * latest version and the one in use render are opened with a template; they stay open when it is closed.
 */
export const changePromptRequest = z
  .strictObject({ name: promptName.optional(), open_below: z.boolean().optional() })
  .refine(({ name, open_below }) => name !== undefined || open_below !== undefined, {
    error: 'must be given, or else open_below',
    path: ['name'],
  })
export type ChangePromptRequest = z.infer<typeof changePromptRequest>

/**
 * `POST /templates/:id/copy`: a draft of the client, the template's own or one below it, that says what a version says: the one
 * in use where none is named, else the latest. The partials that it renders come along, and into use. Where the client has others
 * by their names, `use_own_partials` has the copy render those.
 */
export const copyPromptRequest = z.strictObject({
  client_id: uuid,
  version: version.optional(),
  name: promptName.optional(),
  content_type: contentTypeOrAny.optional(),
  use_own_partials: z.boolean().default(false),
})
export type CopyPromptRequest = z.infer<typeof copyPromptRequest>
