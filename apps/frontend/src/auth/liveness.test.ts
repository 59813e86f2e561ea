import { expect, it } from 'vitest'
import { createLiveness } from './liveness.ts'

const session = { id: 's', userId: 'u' }

function stage(answers: (boolean | Error)[]) {
  let nowMs = 1_000_000
  let asked = 0
  const liveness = createLiveness({
    see: () => {
      const answer = answers[asked++] ?? true
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
    now: () => nowMs,
  })
  return {
    ask: () => liveness.isLive(session, null),
    pass: (ms: number) => void (nowMs += ms),
    asked: () => asked,
  }
}

it('a session is asked for once in 15 s, however many ask at once', async () => {
  const { ask, pass, asked } = stage([true, true])
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([true, true, true])
  pass(14_999)
  await ask()
  expect(asked()).toBe(1)
  pass(1)
  await ask()
  expect(asked()).toBe(2)
})

it('a session that ended is refused 15 s later at the latest', async () => {
  const { ask, pass } = stage([true, false])
  expect(await ask()).toBe(true)
  pass(15_000)
  expect(await ask()).toBe(false)
})

it('while the database is away, a session that lived is trusted for a minute, and no other', async () => {
  const away = new Error('away')
  const { ask, pass } = stage([true, away, away, away, true])
  await ask()
  pass(30_000)
  expect(await ask()).toBe(true)
  pass(29_999)
  expect(await ask()).toBe(true)
  pass(1)
  await expect(ask()).rejects.toBe(away)
  expect(await ask()).toBe(true)
  await expect(stage([away]).ask()).rejects.toBe(away)
  const ended = stage([false, away])
  await ended.ask()
  ended.pass(20_000)
  await expect(ended.ask()).rejects.toBe(away)
})

it('somebody else’s session is not theirs', async () => {
  const liveness = createLiveness({ see: ({ userId }) => Promise.resolve(userId === 'u') })
  expect(await liveness.isLive(session, null)).toBe(true)
  expect(await liveness.isLive({ id: 's', userId: 'other' }, null)).toBe(false)
})
