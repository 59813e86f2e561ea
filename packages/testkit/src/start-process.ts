import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { connect } from 'node:net'
import { bareEnv } from './env.ts'
import { waitFor } from './wait-for.ts'

/** Whether something accepts connections on 127.0.0.1:`port`. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}

/** Starts a server program and waits until it listens on `port`. Rejects with its last output when it ends instead. */
export async function startProcess(
  command: string,
  args: string[],
  options: SpawnOptions & { port: number; timeoutMs?: number },
): Promise<ChildProcess & { pid: number }> {
  const { PATH, ...rest } = bareEnv()
  // Servers lie in sbin, which an ordinary user's PATH leaves out.
  const env = { ...rest, PATH: `${PATH}:/usr/local/sbin:/usr/sbin` }
  // Its own process group, so that Ctrl-C reaches it through its owner only.
  const child = spawn(command, args, { ...options, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let output = ''
  const keep = (chunk: Buffer) => (output = (output + chunk.toString()).slice(-2000))
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  let failure: string | undefined
  child.once('error', (error: NodeJS.ErrnoException) => {
    failure = error.code === 'ENOENT' ? `${command} is not installed` : error.message
  })
  child.once('exit', () => (failure ??= `${command} ended: ${output.trim().split('\n').at(-1) ?? ''}`))

  await waitFor(async () => failure !== undefined || (await accepts(options.port)), {
    timeoutMs: options.timeoutMs ?? 30_000,
    what: `${command} listening on ${options.port}`,
  })
  if (failure !== undefined || child.pid === undefined) throw new Error(failure)
  return Object.assign(child, { pid: child.pid })
}

/** Ends a child process with `signal` and waits for its exit; `kill -9` follows after `timeoutMs`. */
export async function endProcess(child: ChildProcess, signal: NodeJS.Signals, timeoutMs = 10_000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill(signal)
  const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs)
  await exited
  clearTimeout(timer)
}
