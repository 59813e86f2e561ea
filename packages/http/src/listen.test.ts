import { freePort, spawnApp } from '@hg/testkit'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const program = fileURLToPath(new URL('./test/listening-service.ts', import.meta.url))

describe('a service', () => {
  it('stops in order on SIGTERM, also while an event stream is open', async () => {
    const port = await freePort()
    const app = await spawnApp(program, {}, { args: [String(port)], healthUrl: `http://127.0.0.1:${port}/health/live` })
    const stream = await fetch(`http://127.0.0.1:${port}/events`)
    const exit = await app.kill('SIGTERM')
    expect(exit).toEqual({ code: 0, signal: null })
    expect(await stream.text()).toBe(': open\n\n')
    expect(app.logs.some((line) => line.includes('"msg":"closed"'))).toBe(true)
  })

  it('whose port is taken says so in one line and exits with 1', async () => {
    const holder = createServer()
    const port = await freePort()
    await new Promise<void>((resolve) => holder.listen(port, '127.0.0.1', resolve))
    const attempt = spawnApp(program, {}, { args: [String(port)], readyPattern: /listening on/ })
    const error = (await attempt.catch((thrown: unknown) => thrown)) as Error
    await new Promise((resolve) => holder.close(resolve))
    const [summary, ...lines] = error.message.split('\n')
    expect(summary).toContain('ended (1)')
    expect(lines.filter((line) => line.includes('fatal'))).toEqual([
      expect.stringContaining(`cannot listen on 127.0.0.1:${port}: the port is taken by another program`),
    ])
    expect(error.message).not.toContain('.ts:')
  })
})
