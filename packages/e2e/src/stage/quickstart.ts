import { freePort, waitFor } from '@hg/testkit'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { bareEnv } from '../env.ts'

const script = resolve(import.meta.dirname, '../../../../scripts/quickstart.sh')
const portVariables = [
  'FRONTEND_PORT',
  'CPM_PORT',
  'CPM_WORKER_PORT',
  'IM_PORT',
  'SMM_PORT',
  'SANDBOX_PORT',
  'PGPORT',
] as const

/** Short leases, so that a lost worker is noticed in seconds; no limit that a test would run into. */
const tuning = { LEASE_MS: '5000', RECONCILE_INTERVAL_MS: '1000', RATE_LIMIT_PER_MINUTE: '100000' }

/** The first start builds the web app. */
const startMs = 240_000

export interface Quickstart {
  dataDir: string
  ports: Record<(typeof portVariables)[number], number>
  /** Ctrl-C. Rejects when it does not end well, or leaves a program running. */
  stop(): Promise<void>
}

/** Runs `scripts/quickstart.sh` on free ports in a folder of its own, until it says that all is up. */
export async function startQuickstart(variables: Record<string, string> = {}): Promise<Quickstart> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hg-e2e-'))
  // PostgreSQL runs as another user when this one is root, and must reach its folder.
  await chmod(dataDir, 0o755)
  const ports = await choosePorts()
  const portsAsText = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]))
  const env = { ...bareEnv(), ...tuning, ...portsAsText, ...variables, HG_DATA_DIR: dataDir }
  const child = spawn(script, [], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  let hasEnded = false
  void closed.then(() => (hasEnded = true))

  await waitFor(() => hasEnded || output.includes('Ctrl-C stops everything'), {
    timeoutMs: startMs,
    what: 'the quick start being up',
  }).catch((error: unknown) => {
    child.kill('SIGTERM')
    throw new Error(`the quick start was not up in time:\n${output}`, { cause: error })
  })
  if (hasEnded) throw new Error(`the quick start ended before it was up:\n${output}`)

  return {
    dataDir,
    ports,
    async stop() {
      const pids = Object.values(
        JSON.parse(await readFile(join(dataDir, 'pids.json'), 'utf8')) as Record<string, number>,
      )
      child.kill('SIGINT')
      const [code] = await closed
      const left = pids.filter(isAlive)
      if (code !== 0 || left.length > 0) {
        throw new Error(`Ctrl-C ended the quick start with ${code}, and left ${left.length} programs:\n${output}`)
      }
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function choosePorts(): Promise<Quickstart['ports']> {
  const chosen = new Set<number>()
  while (chosen.size < portVariables.length) chosen.add(await freePort())
  const [...ports] = chosen
  return Object.fromEntries(portVariables.map((name, index) => [name, ports[index]])) as Quickstart['ports']
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
