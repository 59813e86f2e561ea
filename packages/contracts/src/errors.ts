import { z } from 'zod'

/** Every error code of the services, with its HTTP status and its title. */
export const errorCatalogue = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'Sign in or send a valid key' },
  budget_spent: { status: 402, title: 'A budget has no room for this' },
  forbidden: { status: 403, title: 'Your role does not allow this' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'Method not allowed' },
  conflict: { status: 409, title: 'Somebody else was faster' },
  version_immutable: { status: 409, title: 'A version never changes' },
  job_final: { status: 409, title: 'The job has already ended' },
  job_not_ready: { status: 409, title: 'The job is not in the state that this needs' },
  api_key_ended: { status: 409, title: 'The API key works no more' },
  last_owner: { status: 409, title: 'A client keeps an owner' },
  already_member: { status: 409, title: 'They are a member already' },
  already_invited: { status: 409, title: 'They are invited already' },
  idempotency_in_progress: { status: 409, title: 'A request with this key is still being processed' },
  link_dead: { status: 410, title: 'This link works no more' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'Send JSON' },
  client_archived: { status: 422, title: 'The client is archived and takes nothing new' },
  proof_refused: { status: 422, title: 'The password or code is not right' },
  unprocessable: { status: 422, title: 'The request cannot be carried out' },
  unknown_model: { status: 422, title: 'The model is not in the catalogue' },
  retired_model: { status: 422, title: 'The provider no longer answers for this model' },
  model_not_allowed: { status: 422, title: 'The strategy does not allow this provider or model' },
  cost_ceiling: { status: 422, title: 'The cost limit leaves no room for a call' },
  provider_not_configured: { status: 422, title: 'No key is configured for this provider' },
  provider_key_refused: { status: 422, title: 'The provider refused the key' },
  idempotency_mismatch: { status: 422, title: 'This key was used with another body' },
  unknown_variable: { status: 422, title: 'The template names a variable that does not exist' },
  variables_invalid: { status: 422, title: 'The variables are not those that the template takes' },
  template_invalid: { status: 422, title: 'The template cannot be rendered' },
  template_missing: { status: 422, title: 'No template serves this client and content type' },
  content_template_missing: { status: 422, title: 'The content template does not serve this client and content type' },
  callback_unregistered: { status: 422, title: 'No webhook stands at the origin of the callback' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  upstream_failed: { status: 502, title: 'Another service answered wrongly' },
  provider_unreachable: { status: 502, title: 'The provider could not be reached' },
  unavailable: { status: 503, title: 'Not available right now' },
} as const satisfies Record<string, { status: number; title: string }>

export type ErrorCode = keyof typeof errorCatalogue

export const errorCode = z.enum(Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]])

/**
 * One wrong field: `path` is dotted (`items.3.topic`), `message` says what was expected. Where the field stood in a text
 * (YAML), `line` and `column` count from 1.
 */
export const fieldError = z.object({
  path: z.string(),
  message: z.string(),
  line: z.number().int().positive().optional(),
  column: z.number().int().positive().optional(),
})
export type FieldError = z.infer<typeof fieldError>

/** The body of every error: RFC 9457 problem details, served as `application/problem+json`. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  code: errorCode,
  request_id: z.string(),
  errors: z.array(fieldError).optional(),
  /** On a write based on an old version (409 `conflict`): what is stored now, what was sent, and what differs. */
  current: z.unknown().optional(),
  yours: z.unknown().optional(),
  differences: z.unknown().optional(),
  /** Between services: what the one that called has to know of what failed. */
  facts: z.record(z.string(), z.string()).optional(),
})
export type Problem = z.infer<typeof problem>

/** Why a job failed, as `jobs.error_code` holds it. */
export const jobErrorCode = z.enum([
  'provider_refused_request',
  'provider_refused_content',
  'provider_unavailable',
  'provider_key_refused',
  'provider_quota_exhausted',
  'context_too_long',
  'cost_ceiling',
  'deadline_exceeded',
  'empty_answer',
  'prompt_failed',
  'variables_invalid',
  'suggestion_unusable',
  'worker_crashed',
  'internal',
])
export type JobErrorCode = z.infer<typeof jobErrorCode>
