import { z } from 'zod'
import { contentType, type ContentType } from './enums.ts'
import {
  type GenerateRequest,
  llmPreferences,
  maxMetadataEntries,
  requestKeywords,
  requestMetadata,
  requestPriority,
} from './generate.ts'
import { text, timestamp, uuid } from './primitives.ts'
import type { SuggestionWishes } from './prompts/suggestion.ts'
import type { PromptVariableValues } from './prompts/variables.ts'
import type { Rewrite } from './rewrite.ts'

const line = (longest: number) =>
  text()
    .trim()
    .min(1, 'must not be empty')
    .max(longest)
    .refine((given) => !/[\r\n]/.test(given), { error: 'must be one line' })
const passage = (longest: number) => text().trim().min(1).max(longest)
const distinct = (texts: string[]) => new Set(texts.map((one) => one.toLowerCase())).size === texts.length

/** A section to write. `words` is about how many it takes; a `required` one must be there under this very heading. */
export const templateSection = z.strictObject({
  heading: line(120),
  guidance: passage(2000).optional(),
  words: z.number().int().min(10).max(10_000).optional(),
  required: z.boolean().default(false),
})
export type TemplateSection = z.infer<typeof templateSection>

/** What a request gets where it says nothing itself. Audience and tone are of this piece; the strategy's stay beside them. */
export const templateDefaults = z.strictObject({
  keywords: requestKeywords.optional(),
  audience: passage(1000).optional(),
  tone: passage(500).optional(),
  llm: llmPreferences.optional(),
  priority: requestPriority.optional(),
  metadata: requestMetadata.optional(),
})
export type TemplateDefaults = z.infer<typeof templateDefaults>

/** What a content template says, all of which a change writes anew. */
export const contentTemplateInput = z.strictObject({
  name: line(120),
  description: passage(1000).optional(),
  content_types: z
    .array(contentType)
    .min(1, 'must name at least one')
    .max(contentType.options.length)
    .refine(distinct, { error: 'must name each type once' }),
  brief: text().trim().max(20_000).optional(),
  sections: z
    .array(templateSection)
    .max(30)
    .refine((sections) => distinct(sections.map(({ heading }) => heading)), { error: 'must have each heading once' })
    .default([]),
  defaults: templateDefaults.default({}),
})
export type ContentTemplateInput = z.infer<typeof contentTemplateInput>

/** `PUT /clients/:id/content-templates/:templateId`. */
export const contentTemplateUpdate = contentTemplateInput.extend({ base_version: z.number().int().positive() })
export type ContentTemplateUpdate = z.infer<typeof contentTemplateUpdate>

const stored = z.object({
  id: uuid,
  name: z.string(),
  description: z.string().nullable(),
  content_types: z.array(contentType),
  brief: z.string().nullable(),
  sections: z.array(templateSection),
  defaults: templateDefaults,
  version: z.number().int().positive(),
})

/** A content template as a client has it: its own, or one of a client above. */
export const contentTemplate = stored.extend({
  client_id: uuid,
  client_name: z.string(),
  inherited: z.boolean(),
  /** True for an inherited one in whose place a nearer one of the same name stands. */
  overridden: z.boolean(),
  archived_at: timestamp.nullable(),
  created_at: timestamp,
  updated_at: timestamp,
})
export type ContentTemplate = z.infer<typeof contentTemplate>

/** `GET /clients/:id/content-templates`. */
export const contentTemplateQuery = z.strictObject({
  content_type: contentType.optional(),
  include: z.literal('archived').optional(),
})
export type ContentTemplateQuery = z.infer<typeof contentTemplateQuery>

/** All content templates that a client may use, by name. */
export const contentTemplateList = z.object({ items: z.array(contentTemplate) })

/** One version, as it was written. */
export const contentTemplateVersion = stored.extend({ created_by: z.string().nullable(), created_at: timestamp })
export type ContentTemplateVersion = z.infer<typeof contentTemplateVersion>

/** The newest versions of a content template, 100 at most. */
export const contentTemplateVersions = z.object({ items: z.array(contentTemplateVersion) })

/** A template as a job was accepted with it, which the job keeps whatever changes later. */
export const contentTemplateSnapshot = stored.extend({ client_id: uuid, client_name: z.string() })
export type ContentTemplateSnapshot = z.infer<typeof contentTemplateSnapshot>

/**
 * A request with the content template that it named, its gaps filled from it, and the piece that it writes anew. `trial` says
 * that it tries a version of a template, for which test set, which other client's piece its brief was taken from, and all that its brief
 * said of variables where the version does not take all of it; `suggestion` that no piece is asked for, but a tighter version of a
 * template.
 */
export type AcceptedRequest = GenerateRequest & {
  content_template?: ContentTemplateSnapshot
  rewrite?: Rewrite
  trial?: {
    test_set_id: string
    taken_from?: { job_id: string; client_id: string }
    variables?: PromptVariableValues
  }
  /** With the template's name as it was. */
  suggestion?: SuggestionWishes & { template_name: string }
}

/** True when a template is for this content type. */
export function servesType(template: { content_types: ContentType[] }, type: ContentType): boolean {
  return template.content_types.includes(type)
}

/**
 * Fills what a request leaves open from a content template's defaults. What the request says wins; of the model
 * preferences, a provider or model that it names stands without the template's.
 */
export function applyTemplate(request: GenerateRequest, template: ContentTemplateSnapshot): AcceptedRequest {
  const { keywords, llm, priority, metadata } = template.defaults
  const merged = { ...llm, ...request.llm }
  if (request.llm?.provider !== undefined && request.llm.model === undefined) delete merged.model
  if (request.llm?.model !== undefined && request.llm.provider === undefined) delete merged.provider
  const brief = request.brief ?? template.brief ?? undefined
  return {
    ...request,
    ...(request.keywords === undefined && keywords ? { keywords } : {}),
    ...(brief === undefined ? {} : { brief }),
    ...(Object.keys(merged).length > 0 ? { llm: merged } : {}),
    ...(request.priority === undefined && priority !== undefined ? { priority } : {}),
    ...(metadata ? { metadata: fillMetadata(request.metadata, metadata) } : {}),
    content_template: template,
  }
}

/** The request's entries, and as many of the template's as there is room for. */
function fillMetadata(
  own: NonNullable<GenerateRequest['metadata']> = {},
  added: NonNullable<GenerateRequest['metadata']>,
): NonNullable<GenerateRequest['metadata']> {
  const missing = Object.entries(added).filter(([name]) => !Object.hasOwn(own, name))
  return Object.fromEntries([...Object.entries(own), ...missing].slice(0, maxMetadataEntries))
}
