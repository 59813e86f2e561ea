import { describe, expect, it } from 'vitest'
import { mergeText, throttleText, type TextProgress, type TextState, type Timers } from './index.ts'

/** Time that passes only when told to. */
function manualTimers(): Timers & { advance: (ms: number) => void } {
  let nowMs = 0
  let waiting: { at: number; run: () => void }[] = []
  return {
    now: () => nowMs,
    after(delayMs, run) {
      const entry = { at: nowMs + delayMs, run }
      waiting.push(entry)
      return () => (waiting = waiting.filter((one) => one !== entry))
    },
    advance(ms) {
      const end = nowMs + ms
      for (;;) {
        const next = waiting.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0]
        if (!next) break
        waiting = waiting.filter((one) => one !== next)
        nowMs = next.at
        next.run()
      }
      nowMs = end
    },
  }
}

function start() {
  const timers = manualTimers()
  const events: (TextProgress & { atMs: number })[] = []
  const throttle = throttleText({ emit: (event) => events.push({ ...event, atMs: timers.now() }), timers })
  return { timers, events, throttle }
}

/** `piece` every 10 ms, `count` times. */
function stream({ timers, throttle }: ReturnType<typeof start>, piece: string, count: number) {
  for (let i = 0; i < count; i++) {
    throttle.push(piece)
    timers.advance(10)
  }
}

describe('text in the making', () => {
  it('is sent at most five times in any second, whatever the provider sends', () => {
    const run = start()
    run.throttle.begin(1)
    stream(run, 'ab ', 1000)
    const times = run.events.map((event) => event.atMs)
    for (const time of times)
      expect(times.filter((other) => other >= time && other < time + 1000).length).toBeLessThan(6)
    expect(times.length).toBeGreaterThanOrEqual(50)
  })

  it('arrives whole at one who listens from the beginning', () => {
    const run = start()
    run.throttle.begin(1)
    stream(run, 'word ', 500)
    run.timers.advance(200)
    const merged = run.events.reduce<TextState | undefined>((state, event) => mergeText(state, event), undefined)
    expect(merged).toEqual({ attempt: 1, text: 'word '.repeat(500) })
  })

  it('comes as a snapshot every two seconds, so that one who comes midway catches up', () => {
    const run = start()
    run.throttle.begin(1)
    stream(run, 'word ', 900)
    const snapshots = run.events.filter((event) => event.offset === 0).map((event) => event.atMs)
    // The one at 200 is the first text, which begins at 0 as well.
    expect(snapshots).toEqual([0, 200, 2000, 4000, 6000, 8000])
    const midway = run.events.filter((event) => event.atMs > 3000)
    const merged = midway.reduce<TextState | undefined>((state, event) => mergeText(state, event), undefined)
    expect(merged?.text.startsWith('word word')).toBe(true)
    expect(merged?.text.length).toBe((run.events.at(-1)?.offset ?? 0) + (run.events.at(-1)?.text.length ?? 0))
  })

  it('is sent at once when it comes rarely', () => {
    const run = start()
    run.throttle.begin(1)
    run.timers.advance(500)
    run.throttle.push('Hello')
    run.timers.advance(300)
    run.throttle.push(', you')
    expect(run.events).toEqual([
      { attempt: 1, offset: 0, text: '', atMs: 0 },
      { attempt: 1, offset: 0, text: 'Hello', atMs: 500 },
      { attempt: 1, offset: 5, text: ', you', atMs: 800 },
    ])
  })

  it('starts again with each attempt and never mixes two', () => {
    const run = start()
    run.throttle.begin(1)
    run.throttle.push('old text')
    run.throttle.begin(2)
    run.throttle.push('new')
    run.timers.advance(1000)
    expect(run.events).toEqual([
      { attempt: 1, offset: 0, text: '', atMs: 0 },
      { attempt: 2, offset: 0, text: 'new', atMs: 200 },
    ])
  })

  it('is not sent after the end', () => {
    const run = start()
    run.throttle.begin(1)
    run.throttle.push('pending')
    run.throttle.stop()
    run.throttle.push('more')
    run.timers.advance(5000)
    expect(run.events).toHaveLength(1)
  })
})
