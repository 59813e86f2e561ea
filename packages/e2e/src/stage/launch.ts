import { freePort } from '@hg/testkit'
import { spawn } from 'node:child_process'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { bareEnv } from '../env.ts'

const script = resolve(import.meta.dirname, '../../../../scripts/quickstart.sh')

/** The ports of an installation, by the variables that choose them. */
export const portVariables = [
  'FRONTEND_PORT',
  'CPM_PORT',
  'CPM_WORKER_PORT',
  'IM_PORT',
  'SMM_PORT',
  'SANDBOX_PORT',
  'PGPORT',
] as const
export type Ports = Record<(typeof portVariables)[number], number>

/** A run of `scripts/quickstart.sh`. */
export interface Launch {
  /** What it has written so far, to either stream. */
  output(): string
  hasEnded(): boolean
  /** Its exit code, once it has ended; null when a signal ended it. */
  ended: Promise<number | null>
  /** Ctrl-C. */
  interrupt(): void
}

/** Runs the quick start with these variables, and nothing of the developer's own environment. */
export function launch(args: string[], variables: Record<string, string>): Launch {
  const child = spawn(script, args, { env: { ...bareEnv(), ...variables }, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text))
  }
  let hasEnded = false
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      hasEnded = true
      resolve(code)
    })
  })
  return {
    output: () => output,
    hasEnded: () => hasEnded,
    ended,
    interrupt: () => void child.kill('SIGINT'),
  }
}

/** A new folder for the data of an installation. */
export async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hg-e2e-'))
  // PostgreSQL runs as another user when this one is root, and must reach its folder.
  await chmod(dataDir, 0o755)
  return dataDir
}

/** A free port for each part of an installation. */
export async function choosePorts(): Promise<Ports> {
  const chosen = new Set<number>()
  while (chosen.size < portVariables.length) chosen.add(await freePort())
  const ports = [...chosen]
  return Object.fromEntries(portVariables.map((name, index) => [name, ports[index]])) as Ports
}

/** Ports as the environment takes them. */
export function portEnv(ports: Ports): Record<string, string> {
  return Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]))
}
