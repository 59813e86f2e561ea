import type { Client, Job, JobAttempt, JobStatusEvent, JobSummary } from '@hg/contracts'

const at = '2026-03-10T12:00:00Z'

/** A UUID that ends in this number. */
export function id(number: number): string {
  return `0199aa00-0000-7000-8000-${String(number).padStart(12, '0')}`
}

export function makeSummary(over: Partial<JobSummary> = {}): JobSummary {
  return {
    id: id(1),
    client_id: id(100),
    content_type: 'blog_post',
    topic: 'Old panels',
    title: null,
    revision: null,
    status: 'pending',
    is_trial: false,
    llm_provider: 'openai',
    provider_model: null,
    requested_provider: null,
    requested_model: null,
    quality_score: null,
    word_count: null,
    total_tokens: null,
    estimated_cost: null,
    error_code: null,
    created_at: at,
    not_before: null,
    waits_for: null,
    started_at: null,
    completed_at: null,
    ...over,
  }
}

export function makeJob(over: Partial<Job> = {}): Job {
  return {
    ...makeSummary(),
    parameters: { topic: 'Old panels' },
    error_message: null,
    input_tokens: null,
    output_tokens: null,
    reserved_usd: '0.08',
    result: null,
    attempts: [],
    receipt: {
      job_id: id(1),
      strategy: { id: null, version: null },
      template: null,
      experiment: null,
      lines: [],
      checks: null,
      repairs: [],
      revisions: [],
      total_usd: '0',
      estimated_usd: '0',
    },
    prompt: null,
    strategy: { id: null, version: null, layers: [], effective: {} },
    made_from: null,
    made_into: [],
    provider_batch: null,
    feedback: [],
    batch: null,
    created_by: `user:${id(900)}`,
    updated_at: at,
    ...over,
  }
}

export function makeAttempt(over: Partial<JobAttempt> = {}): JobAttempt {
  return {
    attempt: 1,
    provider: 'anthropic',
    purpose: 'write',
    model_requested: 'model-a',
    provider_key_id: null,
    model_used: null,
    status: 'started',
    error_class: null,
    error_message: null,
    finish_reason: null,
    input_tokens: null,
    output_tokens: null,
    cached_input_tokens: null,
    cache_write_tokens: null,
    reasoning_tokens: null,
    dropped_parameters: [],
    choice: null,
    cached_from: null,
    batched: false,
    price: {
      id: id(500),
      input_usd_per_million: '3',
      output_usd_per_million: '15',
      cache_read_usd_per_million: '0.3',
      cache_write_usd_per_million: null,
      effective_from: at,
    },
    cost_usd: null,
    cost_estimated: false,
    started_at: at,
    ended_at: null,
    ...over,
  }
}

export function makeEvent(over: Partial<JobStatusEvent> = {}): JobStatusEvent {
  return { job_id: id(1), client_id: id(100), status: 'processing', at: '2026-03-10T12:00:02Z', ...over }
}

export function makeClient(number: number, parent: number | null, over: Partial<Client> = {}): Client {
  return {
    id: id(number),
    name: `Client ${number}`,
    slug: `client-${number}`,
    type: parent === null ? 'root' : 'agency',
    parent_id: parent === null ? null : id(parent),
    depth: 0,
    role: 'member',
    archived: false,
    archived_at: null,
    ...over,
  }
}
