import { isFinal, type JobStatus, type JobStatusEvent, type JobSummary, llmProvider } from '@hg/contracts'
import type { JobPage } from './get-jobs.ts'

function rank(status: JobStatus): number {
  if (isFinal(status)) return 2
  return status === 'processing' ? 1 : 0
}

/**
 * The job after an event. Events may come twice and late (a replay begins a minute early), so a job never goes back:
 * final states stay, and a queued event does not undo writing.
 *
 * @returns the same object when the event says nothing new
 */
export function applyStatus<T extends JobSummary>(job: T, event: JobStatusEvent): T {
  if (event.job_id !== job.id || rank(event.status) < rank(job.status)) return job
  if (isFinal(job.status) && event.status !== job.status) return job
  const provider = llmProvider.safeParse(event.provider)
  const next = {
    status: event.status,
    llm_provider: provider.data ?? job.llm_provider,
    provider_model: event.model ?? job.provider_model,
    quality_score: event.quality_score ?? job.quality_score,
    estimated_cost: event.estimated_cost ?? job.estimated_cost,
    error_code: event.error_code ?? job.error_code,
    started_at: job.started_at ?? (event.status === 'processing' ? event.at : null),
    completed_at: job.completed_at ?? (isFinal(event.status) ? event.at : null),
  } satisfies Partial<JobSummary>
  const changed = Object.entries(next).some(([key, value]) => job[key as keyof typeof next] !== value)
  return changed ? { ...job, ...next } : job
}

/** The page after an event; the same object when no job of it changed. */
export function applyStatusToPage(page: JobPage, event: JobStatusEvent): JobPage {
  const items = page.items.map((job) => applyStatus(job, event))
  return items.some((job, index) => job !== page.items[index]) ? { ...page, items } : page
}
