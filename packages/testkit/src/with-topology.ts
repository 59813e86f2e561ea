import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { inheritedEnv } from './env.ts'
import { useTopology } from './use-topology.ts'

/**
 * `node with-topology.ts <command> [argument...]`: runs the command with PostgreSQL, PgBouncer and Redis up, their
 * addresses in HG_TEST_*, and exits as the command did. Inside another topology it uses that one.
 */
async function main(command: string, args: string[]): Promise<number> {
  const topology = await useTopology()
  try {
    return await run(command, args, topology.env)
  } finally {
    await topology.stop()
  }
}

function run(command: string, args: string[], variables: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    // Before there is a command: one that runs at once may have a signal sent here before this goes on, which would end this alone.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      // Ctrl-C in a terminal reaches the child by itself; a second one would make it give up its clean-up.
      process.on(signal, () => void (signal === 'SIGINT' && process.stdin.isTTY ? 0 : child.kill(signal)))
    }
    const child = spawn(command, args, { env: { ...inheritedEnv(), ...variables }, stdio: 'inherit' })
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new Error(`${command}: command not found`) : error)
    })
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
}

const [command, ...args] = process.argv.slice(2)
try {
  if (!command) throw new Error('usage: node with-topology.ts <command> [argument...]')
  process.exitCode = await main(command, args)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
