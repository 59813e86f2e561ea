import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '@hg/testkit'
import { startProcess, type BenchProcess } from '../process.ts'
import { article } from './submission.ts'

/** Starts the sandbox as a provider that answers at once, in a process of its own. */
export async function startProvider(dir: string): Promise<BenchProcess & { openaiBaseUrl: string }> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const sandbox = dirname(fileURLToPath(import.meta.resolve('@hg/sandbox')))
  const provider = await startProcess(join(sandbox, 'main.ts'), {
    env: {},
    args: ['--port', String(port), '--pace', 'instant', '--fixed-answer', article],
    logFile: join(dir, 'provider.log'),
    healthUrl: `${url}/__sandbox/health`,
  })
  return { ...provider, openaiBaseUrl: `${url}/v1` }
}
