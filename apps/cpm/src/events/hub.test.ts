import { describe, expect, it, vi } from 'vitest'
import { EventHub } from './hub.ts'
import { TextBuffers } from './text-buffers.ts'

const job = '0190a6d8-0000-7000-8000-00000000000a'
const client = '0190a6d8-0000-4000-8000-00000000000c'
const piece = (attempt: number, offset: number, text: string) => ({ job_id: job, attempt, offset, text })

describe('a text in the making', () => {
  it.each([
    ['grows by pieces', [piece(1, 0, 'He'), piece(1, 2, 'llo')], 'Hello'],
    ['takes a repeated piece once', [piece(1, 0, 'Hello'), piece(1, 2, 'llo')], 'Hello'],
    ['starts again with a new attempt', [piece(1, 0, 'Hello'), piece(2, 0, 'Good')], 'Good'],
    ['ignores an attempt that was given up', [piece(2, 0, 'Good'), piece(1, 0, 'Hello')], 'Good'],
    ['never joins two attempts', [piece(1, 0, 'Hello'), piece(2, 5, ' day')], 'Hello'],
    ['waits for the whole text after a gap', [piece(1, 0, 'He'), piece(1, 4, 'o'), piece(1, 0, 'Hello')], 'Hello'],
  ])('%s', (_, pieces, text) => {
    const buffers = new TextBuffers()
    for (const one of pieces) buffers.add(one)
    expect(buffers.snapshot(job)?.text).toBe(text)
  })
})

describe('the hub', () => {
  const subscription = () => ({ onNotice: vi.fn(), onText: vi.fn(), onGap: vi.fn() })

  it('tells the job’s and the client’s streams, once each, and nobody else', () => {
    const hub = new EventHub()
    const [ours, theirs, stranger] = [subscription(), subscription(), subscription()]
    hub.subscribeJob(job, ours)
    hub.subscribeClients([client], theirs)
    hub.subscribeClients(['0190a6d8-0000-4000-8000-00000000000d'], stranger)
    hub.notify(`${job} ${client} ${job} processing`)
    expect(ours.onNotice).toHaveBeenCalledOnce()
    expect(theirs.onNotice).toHaveBeenCalledOnce()
    expect(stranger.onNotice).not.toHaveBeenCalled()
  })

  it('forgets a stream that ended and drops what it cannot read', () => {
    const hub = new EventHub()
    const ours = subscription()
    const end = hub.subscribeJob(job, ours)
    hub.notify('nonsense')
    hub.notify(`${job} ${client} ${job} dancing`)
    end()
    hub.notify(`${job} ${client} ${job} completed`)
    hub.announceGap()
    expect(ours.onNotice).not.toHaveBeenCalled()
    expect(ours.onGap).not.toHaveBeenCalled()
  })

  it('drops the text of a job that ended', () => {
    const hub = new EventHub()
    hub.addText(piece(1, 0, 'Hello'))
    hub.notify(`${job} ${client} ${job} completed`)
    expect(hub.textOf(job)).toBeNull()
  })
})
