import { z } from 'zod'
import { contentType, contentTypeOrAny } from '../enums.ts'
import { page, pageQuery, timestamp, uuid } from '../primitives.ts'
import { promptFinding } from './finding.ts'
import { promptLabel, promptLabelName } from './label.ts'
import { promptText } from './text.ts'

const version = z.number().int().positive()

/** A prompt serves a content type; a partial is a text that prompts of its client render by its name. */
export const promptKind = z.enum(['prompt', 'partial'])
export type PromptKind = z.infer<typeof promptKind>

/** Who made a version; `name` is null for somebody who has left. What came with the product has no author. */
export const promptAuthor = z.object({ actor: z.string(), name: z.string().nullable() })
export type PromptAuthor = z.infer<typeof promptAuthor>

/**
 * A label that was moved: to `version` from `from_version`; null there is nowhere. `by` is null for what nobody did by hand.
 */
export const promptMove = z.object({
  id: uuid,
  label: promptLabelName,
  version: version.nullable(),
  from_version: version.nullable(),
  by: promptAuthor.nullable(),
  /** The experiment that it was the outcome of, where it was one. */
  experiment_id: uuid.nullable(),
  moved_at: timestamp,
})
export type PromptMove = z.infer<typeof promptMove>

/** `GET /templates/:id/moves`, newest first. What came with the product was never moved. */
export const promptMoveList = page(promptMove)
export type PromptMoveList = z.infer<typeof promptMoveList>

/** A version in the history. */
export const promptVersionSummary = z.object({
  version,
  message: z.string().nullable(),
  author: promptAuthor.nullable(),
  /** The version that a rollback made this one from. */
  restored_from: version.nullable(),
  /** Labels that point at it, `production` first. */
  labels: z.array(promptLabelName),
  created_at: timestamp,
})
export type PromptVersionSummary = z.infer<typeof promptVersionSummary>

/** `GET /templates/:id/versions`, newest first. */
export const promptVersionList = page(promptVersionSummary)
export type PromptVersionList = z.infer<typeof promptVersionList>

/** `GET /templates/:id/versions/:version`. */
export const promptVersion = promptVersionSummary.extend(promptText.shape)
export type PromptVersion = z.infer<typeof promptVersion>

/**
 * A template as lists show it. Of one that is inherited from above only what serves is told: its version in use and who
 * provides it, no labels, no author, no message.
 */
export const promptTemplate = z.object({
  /** The template's id, the same for all its versions. */
  id: uuid,
  client_id: uuid,
  client_name: z.string(),
  kind: promptKind,
  /** Of a partial: what `{% render 'name' %}` calls it by. */
  name: z.string(),
  content_type: contentTypeOrAny,
  /** The version in use; null for a draft. */
  version: version.nullable(),
  latest_version: version,
  /** Whether those who may see a client below its own may read it, in all its versions. */
  open_below: z.boolean(),
  labels: z.array(promptLabel),
  inherited: z.boolean(),
  /** Of the latest version. */
  message: z.string().nullable(),
  author: promptAuthor.nullable(),
  created_at: timestamp,
  /** When the latest version was made. */
  updated_at: timestamp,
})
export type PromptTemplate = z.infer<typeof promptTemplate>

/** What serves a content type at a client: its own template or the nearest one above; null where nothing does. */
export const promptProvider = z.object({
  content_type: contentType,
  serves: z
    .object({
      template_id: uuid,
      name: z.string(),
      version,
      /** As which content type it is kept: the asked one, or `any`. */
      as: contentTypeOrAny,
      client_id: uuid,
      client_name: z.string(),
      inherited: z.boolean(),
      /** Whether those who may see a client below its own may read it. */
      open_below: z.boolean(),
    })
    .nullable(),
})
export type PromptProvider = z.infer<typeof promptProvider>

/** `GET /clients/:id/prompts`: those inherited from above first, from the root down, then the client's own; partials last. */
export const promptListQuery = pageQuery.extend({
  content_type: contentTypeOrAny.optional(),
  kind: promptKind.optional(),
  state: z.enum(['active', 'inactive']).optional(),
})
export type PromptListQuery = z.infer<typeof promptListQuery>
/** `providers` is of the whole client, whatever the list was asked for. */
export const promptList = page(promptTemplate).extend({ providers: z.array(promptProvider) })
export type PromptList = z.infer<typeof promptList>

/**
 * A partial that a text renders; `version` is the one in use, null when there is none of this name, or none that the caller may
 * read.
 */
export const promptPartialUse = z.object({
  name: z.string(),
  template_id: uuid.nullable(),
  version: version.nullable(),
  open_below: z.boolean(),
})
export type PromptPartialUse = z.infer<typeof promptPartialUse>

/** A running experiment that gives versions of a template to pieces of a client and those below it. */
export const promptTrial = z.object({
  id: uuid,
  name: z.string(),
  client_id: uuid,
  client_name: z.string(),
  content_type: contentTypeOrAny,
  /** In the order of its variants. */
  versions: z.array(version),
  started_at: timestamp,
})
export type PromptTrial = z.infer<typeof promptTrial>

/**
 * `GET /templates/:id`, and the answer to every write. `inherited` is true for somebody who reads it from below, where its
 * client lets them: no author is named then, labels are not said to be protected, and nothing is found about it.
 */
export const prompt = promptTemplate.omit({ message: true, author: true }).extend({
  latest: promptVersion,
  /** The version in use, where it is another one than the latest. */
  production: promptVersion.nullable(),
  /** What the latest version renders, by name, also through other partials. */
  partials: z.array(promptPartialUse),
  /** Of a partial: the client's templates whose version in use, or else the latest, renders it. */
  used_by: z.array(z.object({ template_id: uuid, name: z.string(), kind: promptKind, version })),
  /** Experiments that try its versions now, as far as the caller sees their clients. */
  trials: z.array(promptTrial),
  /** What is to be said of the latest version. */
  findings: z.array(promptFinding),
})
export type Prompt = z.infer<typeof prompt>

/** The answer to saving: `made` is false for a text that says what the latest version says; then nothing was stored. */
export const promptSaved = prompt.extend({ made: z.boolean() })
export type PromptSaved = z.infer<typeof promptSaved>
