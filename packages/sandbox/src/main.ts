import { parseArgs } from 'node:util'
import type { Pace } from './server/pace.ts'
import { startSandbox } from './start-sandbox.ts'

const usage = `node packages/sandbox/src/main.ts [--port 0] [--host 127.0.0.1] [--pace natural|instant|<tokens per second>] [--fixed-answer <text>]`

function toPace(value: string): Pace {
  if (value === 'natural' || value === 'instant') return value
  const tokensPerSecond = Number(value)
  if (!(tokensPerSecond > 0)) throw new Error(`--pace must be natural, instant or a number above 0, not ${value}`)
  return tokensPerSecond
}

function toPort(value: string): number {
  const port = Number(value)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port must be 0 to 65535, not ${value}`)
  return port
}

async function main() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      host: { type: 'string', default: '127.0.0.1' },
      pace: { type: 'string', default: 'natural' },
      'fixed-answer': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(`${usage}\n`)
    return
  }
  const sandbox = await startSandbox({
    port: toPort(values.port),
    host: values.host,
    pace: toPace(values.pace),
    fixedAnswer: values['fixed-answer'],
  })
  const stop = () => void sandbox.close()
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  process.stdout.write(`${JSON.stringify({ event: 'ready', url: sandbox.url, base_urls: sandbox.baseUrls })}\n`)
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`sandbox: ${message}\n`)
  process.exitCode = 1
})
