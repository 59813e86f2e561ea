import type { JobTextEvent } from '@hg/contracts'
import { describe, expect, it } from 'vitest'
import { id } from '../../test/samples.ts'
import { applyText, noDraft } from './apply-text.ts'

function event(attempt: number, offset: number, text: string): JobTextEvent {
  return { job_id: id(1), attempt, offset, text }
}

function after(...events: JobTextEvent[]) {
  return events.reduce(applyText, noDraft)
}

describe('the draft', () => {
  it('grows by what comes', () => {
    expect(after(event(1, 0, 'One '), event(1, 4, 'two'))).toEqual({ attempt: 1, text: 'One two', complete: true })
  })

  it('is replaced by a snapshot', () => {
    expect(after(event(1, 0, 'One '), event(1, 0, 'One two three')).text).toBe('One two three')
  })

  it('takes a repeated part once', () => {
    expect(after(event(1, 0, 'One '), event(1, 4, 'two'), event(1, 4, 'two')).text).toBe('One two')
  })

  it('begins afresh with a new attempt: texts of two attempts are never joined', () => {
    expect(after(event(1, 0, 'Old text'), event(2, 0, 'New'))).toEqual({ attempt: 2, text: 'New', complete: true })
    expect(after(event(2, 0, 'New'), event(1, 8, ' late')).text).toBe('New')
  })

  it('says when a part was missed, until a snapshot mends it', () => {
    const gap = after(event(1, 0, 'One '), event(1, 9, 'three'))
    expect(gap).toEqual({ attempt: 1, text: 'One ', complete: false })
    expect(applyText(gap, event(1, 0, 'One two three')).complete).toBe(true)
  })
})
