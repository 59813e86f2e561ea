import type { JobStatus } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { id, makeEvent, makeSummary } from '../../test/samples.ts'
import { applyStatus, applyStatusToPage } from './apply-status.ts'

const states: JobStatus[] = ['pending', 'processing', 'completed', 'failed', 'cancelled']

describe('a job after a status event', () => {
  it('takes over what the event says and keeps what it does not', () => {
    const before = makeSummary({ estimated_cost: '0.01', topic: 'Kept' })
    const event = makeEvent({ provider: 'anthropic', model: 'model-a' })
    expect(applyStatus(before, event)).toEqual({
      ...before,
      status: 'processing',
      llm_provider: 'anthropic',
      provider_model: 'model-a',
      started_at: event.at,
    })
  })

  it('has a time of its own end', () => {
    const after = applyStatus(
      makeSummary({ status: 'processing' }),
      makeEvent({ status: 'completed', quality_score: 90 }),
    )
    expect(after).toMatchObject({ status: 'completed', completed_at: '2026-03-10T12:00:02Z', quality_score: 90 })
  })

  it('never leaves a final state, whatever comes late', () => {
    for (const final of ['completed', 'failed', 'cancelled'] as const) {
      const job = makeSummary({ status: final })
      for (const status of states) expect(applyStatus(job, makeEvent({ status })).status).toBe(final)
    }
  })

  it('does not go back to the queue', () => {
    expect(applyStatus(makeSummary({ status: 'processing' }), makeEvent({ status: 'pending' })).status).toBe(
      'processing',
    )
  })

  it('is the same object when nothing is new, so that nothing is drawn again', () => {
    const job = applyStatus(makeSummary(), makeEvent())
    expect(applyStatus(job, makeEvent())).toBe(job)
    expect(applyStatus(job, makeEvent({ job_id: id(2), status: 'failed' }))).toBe(job)
  })

  it('keeps its provider when the event names an unknown one', () => {
    expect(applyStatus(makeSummary(), makeEvent({ provider: 'somebody' })).llm_provider).toBe('openai')
  })
})

describe('a page of jobs after a status event', () => {
  const page = { items: [makeSummary(), makeSummary({ id: id(2) })], next_cursor: 'c' }

  it('changes the one job', () => {
    const after = applyStatusToPage(page, makeEvent({ job_id: id(2) }))
    expect(after.items.map(({ status }) => status)).toEqual(['pending', 'processing'])
    expect(after.items[0]).toBe(page.items[0])
    expect(after.next_cursor).toBe('c')
  })

  it('is the same object when the job is not on it', () => {
    expect(applyStatusToPage(page, makeEvent({ job_id: id(3) }))).toBe(page)
  })
})
