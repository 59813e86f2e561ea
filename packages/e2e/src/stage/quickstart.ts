import { waitFor } from '@hg/testkit'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { choosePorts, launch, makeDataDir, portEnv, type Ports } from './launch.ts'

/** Short leases, so that a lost worker is noticed in seconds; no limit that a test would run into. */
const tuning = {
  LEASE_MS: '5000',
  RECONCILE_INTERVAL_MS: '1000',
  RATE_LIMIT_PER_ACTOR: '1000000',
  RATE_LIMIT_PER_ADDRESS: '1000000',
}

/** The first start builds the web app. */
const startMs = 240_000

export interface Quickstart {
  dataDir: string
  ports: Ports
  /** Ctrl-C. Rejects when it does not end well, or leaves a program running. */
  stop(): Promise<void>
}

/** Runs `scripts/quickstart.sh` on free ports in a folder of its own, until it says that all is up. */
export async function startQuickstart(variables: Record<string, string> = {}): Promise<Quickstart> {
  const [dataDir, ports] = await Promise.all([makeDataDir(), choosePorts()])
  const run = launch([], { ...tuning, ...portEnv(ports), ...variables, HG_DATA_DIR: dataDir })
  await waitFor(() => run.hasEnded() || run.output().includes('Ctrl-C stops everything'), {
    timeoutMs: startMs,
    what: 'the quick start being up',
  }).catch(async (error: unknown) => {
    run.interrupt()
    await run.ended
    throw new Error(`the quick start was not up in time:\n${run.output()}`, { cause: error })
  })
  if (run.hasEnded()) throw new Error(`the quick start ended before it was up:\n${run.output()}`)

  return {
    dataDir,
    ports,
    async stop() {
      if (run.hasEnded()) {
        throw new Error(`the quick start ended while it was tested (logs in ${dataDir}):\n${run.output()}`)
      }
      const pids = JSON.parse(await readFile(join(dataDir, 'pids.json'), 'utf8')) as Record<string, number>
      run.interrupt()
      const code = await run.ended
      const left = Object.keys(pids).filter((name) => isAlive(pids[name] ?? 0))
      if (code !== 0 || left.length > 0) {
        throw new Error(`Ctrl-C ended the quick start with ${code} and left ${left.join(', ')}:\n${run.output()}`)
      }
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
