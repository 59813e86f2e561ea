import { join } from 'node:path'
import { expect, test } from 'vitest'
import { spawnApp, waitFor } from './index.ts'

const entry = join(import.meta.dirname, 'fixtures', 'app.ts')
const readyPattern = /listening on/

test('a program is ready when its output says so, and ends on SIGTERM', async () => {
  const app = await spawnApp(entry, {}, { readyPattern, args: ['ready'] })
  expect(app.logs.join()).toMatch(/listening on \d+/)
  expect(await app.kill('SIGTERM')).toEqual({ code: 0, signal: null })
})

test('kill -9 ends a program that ignores SIGTERM', async () => {
  const app = await spawnApp(entry, {}, { readyPattern, args: ['stubborn'] })
  void app.kill('SIGTERM')
  await waitFor(() => app.logs.includes('not now'))
  expect(await app.kill('SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' })
})

test('a program that ends before it is ready is an error with its last words', async () => {
  await expect(spawnApp(entry, {}, { readyPattern, args: ['crash'] })).rejects.toThrow(/ended \(3\)[\s\S]*cannot go on/)
})
