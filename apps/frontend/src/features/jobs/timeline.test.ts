import { describe, expect, it } from 'vitest'
import { makeAttempt, makeJob } from '../../test/samples.ts'
import { timeline } from './timeline.ts'

const started = { started_at: '2026-03-10T12:00:05Z' }
const ended = { ...started, completed_at: '2026-03-10T12:00:45Z' }

function read(job: Parameters<typeof timeline>[0]) {
  return timeline(job).map(({ label, state }) => `${label}: ${state}`)
}

describe('the timeline', () => {
  it('of a queued job waits', () => {
    expect(read(makeJob())).toEqual([
      'Requested: done',
      'Waiting for a free writer: now',
      'Checked and completed: ahead',
    ])
  })

  it('of a job that is to begin later waits for its time, which is no time in the queue', () => {
    const job = makeJob({ not_before: '2026-03-10T13:00:00Z' })
    expect(timeline(job, Date.parse('2026-03-10T12:30:00Z'))[1]?.label).toBe('Waiting for its time')
    expect(timeline(job, Date.parse('2026-03-10T13:00:01Z'))[1]?.label).toBe('Waiting for a free writer')
    const begun = { ...job, status: 'processing' as const, started_at: '2026-03-10T13:00:05Z' }
    expect(timeline(begun)[1]?.detail).toBe('after 5.0 s in the queue')
  })

  it('says what a job waits for that is written with another one, and that its text is from the cache', () => {
    expect(read(makeJob({ waits_for: 'identical_piece' }))[1]).toBe(
      'Waiting for the same piece of another request: now',
    )
    const cached_from = { job_id: makeJob().id, attempt: 1 }
    const attempts = [makeAttempt({ status: 'succeeded', cached_from })]
    expect(read(makeJob({ status: 'completed', ...ended, attempts }))).toContain('Taken from the cache: done')
  })

  it('says whose batch a job waits for, and until when at the latest', () => {
    const waiting = (sent_at: string | null, expires_at: string | null) =>
      timeline(
        makeJob({ waits_for: 'provider_batch', provider_batch: { provider: 'openai', sent_at, expires_at } }),
      ).find(({ key }) => key === 'queued')
    const rests = makeJob({ ...started, waits_for: 'provider_batch' })
    expect(read(rests)).toEqual([
      'Requested: done',
      'Taken up: done',
      'Waiting for the provider’s batch: now',
      'Checked and completed: ahead',
    ])
    expect(waiting(null, null)).toMatchObject({
      label: 'Waiting for the provider’s batch',
      detail: 'OpenAI, about to be sent',
    })
    expect(waiting('2026-03-10T12:00:00Z', '2026-03-11T12:00:00Z')?.detail).toMatch(/^OpenAI, by .*11.* at the latest$/)
  })

  it('of a job that was taken up prepares, then writes', () => {
    const job = makeJob({ status: 'processing', ...started })
    expect(read(job)[2]).toBe('Preparing the prompt: now')
    expect(read({ ...job, attempts: [makeAttempt()] })[2]).toBe('Writing: now')
  })

  it('tells the time in the queue and in all', () => {
    const steps = timeline(makeJob({ status: 'completed', ...ended, attempts: [makeAttempt({ status: 'succeeded' })] }))
    expect(steps.map(({ detail }) => detail)).toEqual([
      null,
      'after 5.0 s in the queue',
      'Anthropic, model-a',
      '45 s in all',
    ])
  })

  it('shows a failed attempt and its successor', () => {
    const attempts = [
      makeAttempt({ status: 'failed' }),
      makeAttempt({ attempt: 2, status: 'succeeded', model_used: 'model-b-0301' }),
    ]
    expect(read(makeJob({ status: 'completed', ...ended, attempts })).slice(2)).toEqual([
      'Attempt failed: failed',
      'Written: done',
      'Completed: done',
    ])
  })

  it('has nothing under way or ahead once the job has ended', () => {
    for (const status of ['completed', 'failed', 'cancelled'] as const) {
      const steps = timeline(makeJob({ status, ...ended, attempts: [makeAttempt()] }))
      expect(steps.filter(({ state }) => state === 'now' || state === 'ahead')).toEqual([])
    }
  })
})
