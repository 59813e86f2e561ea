import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { accepts } from './start-process.ts'
import { waitFor } from './index.ts'

const program = join(import.meta.dirname, 'with-topology.ts')

/** Runs with-topology on `script`; without `shared` it starts a topology of its own. */
function withTopology(script: string, shared = true) {
  const env = { ...process.env }
  if (!shared) for (const name of Object.keys(env)) if (name.startsWith('HG_TEST_')) delete env[name]
  const child = spawn(process.execPath, [program, '/bin/sh', '-c', script], { env, stdio: 'pipe' })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve))
  return { child, exited, output: () => output }
}

test.each([0, 1, 42])('the exit code %i of the command is passed on', async (code) => {
  expect(await withTopology(`exit ${code}`).exited).toBe(code)
})

test('a command that a signal ended gives 128 and its number', async () => {
  expect(await withTopology('kill -KILL $$').exited).toBe(128 + 9)
})

test('a signal reaches the command, which decides how to end', async () => {
  const run = withTopology('trap "echo got it; exit 7" TERM; echo up; while :; do sleep 0.05; done')
  await waitFor(() => run.output().includes('up'))
  run.child.kill('SIGTERM')
  expect(await run.exited).toBe(7)
  expect(run.output()).toContain('got it')
})

/** Prints the addresses, and waits for the end of its input. */
const tellAndHold = 'echo "up $HG_TEST_ADMIN_URL $HG_TEST_PGBOUNCER_URL $HG_TEST_REDIS_URL"; read -r line; exit 0'

/** The ports of the topology, once the command holds it. */
async function held(run: ReturnType<typeof withTopology>): Promise<number[]> {
  const told = await waitFor(() => /up (\S+) (\S+) (\S+)\n/.exec(run.output()))
  return told.slice(1, 4).map((url) => Number(new URL(url).port))
}

test('a topology of its own is up while the command runs and gone afterwards', async () => {
  const run = withTopology(tellAndHold, false)
  const ports = await held(run)
  expect(await Promise.all(ports.map(accepts))).toEqual([true, true, true])
  run.child.stdin.end()
  expect(await run.exited).toBe(0)
  expect(await Promise.all(ports.map(accepts))).toEqual([false, false, false])
})

test('kill -9 leaves no server behind', async () => {
  const run = withTopology(tellAndHold, false)
  const ports = await held(run)
  // The command outlives it, until its input ends, which Node sees to when the process in between has gone.
  run.child.kill('SIGKILL')
  await waitFor(async () => !(await Promise.all(ports.map(accepts))).includes(true))
})
