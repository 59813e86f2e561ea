import { createWorker, generation } from '../index.ts'
import { connectTo, type BackendKind } from './harness.ts'

// A worker that takes an entry and never finishes it: `node stuck-worker.ts <backend> <url> <lockMs>`.
const [kind, url = '', lockMs] = process.argv.slice(2)
createWorker(
  connectTo(kind as BackendKind, url),
  generation,
  ({ job_id }) => {
    process.stdout.write(`took ${job_id}\n`)
    return new Promise(() => undefined)
  },
  { concurrency: 1, lockMs: Number(lockMs) },
)
