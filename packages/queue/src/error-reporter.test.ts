import { expect, it, vi } from 'vitest'
import { createErrorReporter } from './error-reporter.ts'
import { silent } from './test/harness.ts'

function errorWith(message: string, code: string): Error {
  return Object.assign(new Error(message), { code })
}

it('logs each kind of error once per interval, and how many it left out', () => {
  let nowMs = 0
  const warn = vi.spyOn(silent, 'warn').mockReturnValue()
  const report = createErrorReporter(silent, { part: 'redis' }, { intervalMs: 1000, now: () => nowMs })
  for (let i = 0; i < 50; i++) report(errorWith(`refused ${i}`, 'ECONNREFUSED'))
  report(errorWith('reset', 'ECONNRESET'))
  nowMs = 1500
  report(errorWith('refused again', 'ECONNREFUSED'))
  const lines = warn.mock.calls.map(([fields]) => {
    const { err, suppressed } = fields as { err: Error; suppressed: number }
    return [err.message, suppressed]
  })
  expect(lines).toEqual([
    ['refused 0', 0],
    ['reset', 0],
    ['refused again', 49],
  ])
  warn.mockRestore()
})
