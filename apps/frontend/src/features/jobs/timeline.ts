import { isFinal, type Job, type JobAttempt } from '@hg/contracts'
import { formatDuration, formatMoment } from '#lib/format.ts'
import { providerLabels, statusLabels } from '#lib/labels.ts'

/** One step of a job's life. `now` is the step that is under way; `at` is null for a step still to come. */
export interface TimelineStep {
  key: string
  label: string
  detail: string | null
  at: string | null
  state: 'done' | 'now' | 'ahead' | 'failed'
}

/** What a job that is not being written waits for. */
export const waitingLabels: Record<NonNullable<Job['waits_for']> | 'writer', string> = {
  writer: 'Waiting for a free writer',
  identical_piece: 'Waiting for the same piece of another request',
  provider_batch: 'Waiting for the provider’s batch',
}

/** Whose batch a job waits for, and until when it is done at the latest. */
function batchDetail({ provider_batch: batch }: Job): string | null {
  if (!batch) return null
  const who = providerLabels[batch.provider]
  if (batch.sent_at === null) return `${who}, about to be sent`
  return batch.expires_at === null ? who : `${who}, by ${formatMoment(batch.expires_at)} at the latest`
}

/** What happened to a job so far, what is happening, and what will: as its record tells. */
export function timeline(job: Job, nowMs = Date.now()): TimelineStep[] {
  const ended = isFinal(job.status)
  const steps: TimelineStep[] = [
    { key: 'requested', label: 'Requested', detail: null, at: job.created_at, state: 'done' },
  ]
  const waitsFrom = job.not_before ?? job.created_at
  if (job.started_at !== null) {
    const waitedMs = Date.parse(job.started_at) - Math.max(Date.parse(waitsFrom), Date.parse(job.created_at))
    const detail = waitedMs > 1000 ? `after ${formatDuration(waitedMs)} in the queue` : null
    steps.push({ key: 'started', label: 'Taken up', detail, at: job.started_at, state: 'done' })
  }
  if (job.status === 'processing' && job.attempts.length === 0) {
    steps.push({ key: 'preparing', label: 'Preparing the prompt', detail: null, at: null, state: 'now' })
  }
  for (const attempt of job.attempts) steps.push(attemptStep(attempt, ended))
  // One that rests was taken up before.
  if (job.status === 'pending') {
    const label = Date.parse(waitsFrom) > nowMs ? 'Waiting for its time' : waitingLabels[job.waits_for ?? 'writer']
    steps.push({ key: 'queued', label, detail: batchDetail(job), at: null, state: 'now' })
  }
  const state = ended ? (job.status === 'failed' ? 'failed' : 'done') : 'ahead'
  const label = ended ? statusLabels[job.status] : 'Checked and completed'
  steps.push({ key: 'end', label, detail: ended ? totalTime(job) : null, at: job.completed_at, state })
  return steps
}

function attemptStep(attempt: JobAttempt, ended: boolean): TimelineStep {
  const who = `${providerLabels[attempt.provider]}, ${attempt.model_used ?? attempt.model_requested}`
  const base = { key: `attempt-${attempt.attempt}`, detail: who, at: attempt.started_at }
  const isRepair = attempt.purpose === 'repair'
  switch (attempt.status) {
    case 'started':
      return { ...base, label: isRepair ? 'Mending' : 'Writing', state: ended ? 'done' : 'now' }
    case 'succeeded':
      return {
        ...base,
        label: attempt.cached_from ? 'Taken from the cache' : isRepair ? 'Mended' : 'Written',
        state: 'done',
      }
    case 'aborted':
      return { ...base, label: 'Stopped', state: 'done' }
    case 'lost':
      return { ...base, label: 'Interrupted', state: 'failed' }
    case 'failed':
      return { ...base, label: 'Attempt failed', state: 'failed' }
  }
}

function totalTime(job: Job): string | null {
  if (job.completed_at === null) return null
  return `${formatDuration(Date.parse(job.completed_at) - Date.parse(job.created_at))} in all`
}
