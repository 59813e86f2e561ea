import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))

function run(...args: string[]) {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => (output.out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output.err += chunk.toString()))
  // `exit` may come before the last of the output, `close` does not.
  return { child, output, ended: once(child, 'close') as Promise<[number | null, string | null]> }
}

describe('the sandbox as a process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('prints one line when it is ready, and ends on %s', async (signal) => {
    const { child, output, ended } = run('--pace', 'instant')
    await once(child.stdout, 'data')
    const ready = JSON.parse(output.out) as { event: string; url: string; base_urls: Record<string, string> }
    expect(ready).toMatchObject({ event: 'ready', base_urls: { openai: `${ready.url}/v1`, groq: ready.url } })
    expect((await fetch(`${ready.url}/__sandbox/health`)).status).toBe(200)
    child.kill(signal)
    expect(await ended).toEqual([0, null])
    expect(output.out.trim().split('\n')).toHaveLength(1)
  })

  it('says in one line that its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { output, ended } = run('--port', String((other.address() as AddressInfo).port))
    expect((await ended)[0]).toBe(1)
    expect(output.err).toMatch(/^sandbox: .*EADDRINUSE.*\n$/)
    other.close()
  })

  it.each([
    ['--port', 'abc'],
    ['--pace', 'never'],
    ['--prot', '1'],
  ])('refuses %s %s', async (...args) => {
    const { output, ended } = run(...args)
    expect((await ended)[0]).toBe(1)
    expect(output.err).toMatch(/^sandbox: /)
  })
})
