import { z } from 'zod'

/** Kinds of client, from the top of the tree down. A direct client or an agency stands under the root, a customer under an agency. */
export const clientType = z.enum(['root', 'direct', 'agency', 'customer'])
export type ClientType = z.infer<typeof clientType>

/** A job's states. The last three are final. */
export const jobStatus = z.enum(['pending', 'processing', 'completed', 'failed', 'cancelled'])
export type JobStatus = z.infer<typeof jobStatus>

export const finalJobStatuses = ['completed', 'failed', 'cancelled'] as const satisfies readonly JobStatus[]

/** True when a job in this state never changes again. */
export function isFinal(status: JobStatus): boolean {
  return (finalJobStatuses as readonly JobStatus[]).includes(status)
}

/** What can be asked for. */
export const contentType = z.enum([
  'blog_post',
  'article',
  'landing_page',
  'service_page',
  'local_page',
  'product_description',
  'case_study',
  'press_release',
  'email',
  'newsletter',
  'social_post',
  'ad_copy',
  'meta_tags',
  'faq',
  'video_script',
  'lesson_plan',
])
export type ContentType = z.infer<typeof contentType>

/** What a strategy or template is for: a content type, or `any`, the layer that is merged first. */
export const contentTypeOrAny = z.enum(['any', ...contentType.options])
export type ContentTypeOrAny = z.infer<typeof contentTypeOrAny>

/** Roles, the strongest first. A role on a client holds for everything below it. */
export const role = z.enum(['owner', 'admin', 'member', 'viewer'])
export type Role = z.infer<typeof role>

const strength: Record<Role, number> = { owner: 4, admin: 3, member: 2, viewer: 1 }

/** True when `held` allows what `needed` allows. */
export function roleAllows(held: Role, needed: Role): boolean {
  return strength[held] >= strength[needed]
}

export const llmProvider = z.enum(['openai', 'anthropic', 'google', 'groq'])
export type LlmProvider = z.infer<typeof llmProvider>

/** How a provider and model are chosen when the request names none. */
export const routingMode = z.enum(['cost', 'quality', 'speed', 'balanced'])
export type RoutingMode = z.infer<typeof routingMode>

/** What an API key may do. */
export const apiKeyScope = z.enum(['content:read', 'content:write'])
export type ApiKeyScope = z.infer<typeof apiKeyScope>
