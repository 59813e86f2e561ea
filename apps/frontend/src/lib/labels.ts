import type {
  BatchCalls,
  ChoiceReason,
  ClientType,
  ContentType,
  JobErrorCode,
  JobStatus,
  LlmProvider,
  OnRefusal,
  Role,
  RoutingMode,
} from '@hg/contracts'

/** Names of enum values as people read them. */

export const contentTypeLabels: Record<ContentType, string> = {
  blog_post: 'Blog post',
  article: 'Article',
  landing_page: 'Landing page',
  service_page: 'Service page',
  local_page: 'Local page',
  product_description: 'Product description',
  case_study: 'Case study',
  press_release: 'Press release',
  email: 'E-mail',
  newsletter: 'Newsletter',
  social_post: 'Social post',
  ad_copy: 'Ad copy',
  meta_tags: 'Meta tags',
  faq: 'FAQ',
  video_script: 'Video script',
  lesson_plan: 'Lesson plan',
}

/** Content types as menus group them. */
export const contentTypeGroups: { label: string; types: ContentType[] }[] = [
  { label: 'Editorial', types: ['blog_post', 'article', 'case_study', 'press_release', 'newsletter'] },
  {
    label: 'Website',
    types: ['landing_page', 'service_page', 'local_page', 'product_description', 'faq', 'meta_tags'],
  },
  { label: 'Campaign', types: ['email', 'social_post', 'ad_copy'] },
  { label: 'Teaching and video', types: ['lesson_plan', 'video_script'] },
]

export const statusLabels: Record<JobStatus, string> = {
  pending: 'Queued',
  processing: 'Writing',
  completed: 'Completed',
  failed: 'Failed',
  cancelled: 'Cancelled',
}

export const providerLabels: Record<LlmProvider, string> = {
  openai: 'OpenAI',
  anthropic: 'Anthropic',
  google: 'Google',
  groq: 'Groq',
}

export const clientTypeLabels: Record<ClientType, string> = {
  root: 'Root',
  direct: 'Direct client',
  agency: 'Agency',
  customer: 'Customer',
}

export const roleLabels: Record<Role, string> = { owner: 'Owner', admin: 'Admin', member: 'Member', viewer: 'Viewer' }

export const routingLabels: Record<RoutingMode, { label: string; hint: string }> = {
  balanced: { label: 'Balanced', hint: 'Weighs quality, price and speed' },
  quality: { label: 'Quality', hint: 'The strongest model allowed' },
  cost: { label: 'Cost', hint: 'The cheapest model allowed' },
  speed: { label: 'Speed', hint: 'The fastest model allowed' },
}

export const refusalLabels: Record<OnRefusal, { label: string; hint: string }> = {
  fail: { label: 'The piece fails', hint: 'Nobody else is asked to write it' },
  other_provider: { label: 'Ask another provider', hint: 'The prompt goes to the others that are allowed, in turn' },
}

export const batchCallLabels: Record<BatchCalls, { label: string; hint: string }> = {
  at_once: { label: 'Each at once', hint: 'As soon as there is room' },
  provider: {
    label: 'With the provider’s batch',
    hint: 'At half the price and within a day, at OpenAI and Anthropic; at once elsewhere',
  },
}

/** Why a call went to its model. */
export const choiceReasonLabels: Record<ChoiceReason, string> = {
  request_model: 'as the request names it',
  strategy_model: 'as the strategy names it',
  prompt_model: 'as the prompt names it',
  provider_named: 'the provider is named',
  routing: 'chosen by routing',
  retry: 'tried again',
  other_provider: 'after a failure elsewhere',
  larger_window: 'for its larger window',
  after_refusal: 'after content was refused elsewhere',
}

/** What a failure means and what to do next. */
export const failureAdvice: Record<JobErrorCode, { what: string; next: string }> = {
  provider_refused_request: {
    what: 'The provider did not accept the request.',
    next: 'Request it again with another model, or without the temperature and length you set.',
  },
  provider_refused_content: {
    what: 'The provider refused to write about this.',
    next: 'Rephrase the topic or the brief, or choose another provider.',
  },
  provider_unavailable: {
    what: 'No allowed provider answered in time.',
    next: 'Providers usually recover within minutes. Request it again a little later.',
  },
  provider_key_refused: {
    what: 'The provider refused our key.',
    next: 'An administrator has to renew the key. Until then, choose another provider.',
  },
  provider_quota_exhausted: {
    what: 'The quota with the provider is used up.',
    next: 'Choose another provider, or ask an administrator to raise the quota.',
  },
  context_too_long: {
    what: 'The brief and the strategy together are too long for the model.',
    next: 'Shorten the brief, or choose a model with a larger context.',
  },
  cost_ceiling: {
    what: 'Another call could have cost more than what was reserved or allowed for this piece.',
    next: 'Raise its cost limit, or choose a cheaper model.',
  },
  deadline_exceeded: {
    what: 'It was not written within the time limit.',
    next: 'Request it again. For long pieces, choose a faster model.',
  },
  empty_answer: {
    what: 'The provider answered without any text.',
    next: 'Request it again, or choose another provider.',
  },
  prompt_failed: {
    what: 'The prompt could not be put together.',
    next: 'The template for this content type needs attention. Ask whoever looks after it.',
  },
  variables_invalid: {
    what: 'Its prompt takes other variables than the request gives.',
    next: 'Request it again with the variables that are named below, or have the template changed.',
  },
  suggestion_unusable: {
    what: 'The model did not come up with a tighter version that says the same.',
    next: 'Ask again, name a stronger model, or say what must stay as it is.',
  },
  worker_crashed: {
    what: 'Writing was interrupted several times.',
    next: 'Request it again. If it happens once more, pass the job id on to support.',
  },
  internal: {
    what: 'Something went wrong on our side.',
    next: 'Request it again. If it happens once more, pass the job id on to support.',
  },
}
