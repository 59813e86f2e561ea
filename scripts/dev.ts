import { join } from 'node:path'
import { writeDemoFile } from './lib/demo.ts'
import { projectDir, readEnv } from './lib/env.ts'
import { onInterrupt } from './lib/interrupt.ts'
import { Failure, faint, say } from './lib/say.ts'
import { startStack } from './lib/stack.ts'

/** `pnpm dev`: everything on its usual ports; services restart, and pages reload, when their sources change. */
async function main(): Promise<void> {
  const env = readEnv()
  const interruption = onInterrupt()
  const command = [process.execPath, join(projectDir, 'apps/frontend/node_modules/next/dist/bin/next'), 'dev']
  const stack = await startStack(env, { frontend: { command }, watch: true, interrupted: interruption.signal })
  try {
    for (const [part, what] of stack.parts) say(`  ${part.padEnd(10)} ${what}`)
    await writeDemoFile(stack, env.dataDir)
    say(
      `\nOpen ${stack.urls.frontend}; logins are in ${join(env.dataDir, 'demo.json')}, logs in ${join(env.dataDir, 'logs')}.`,
    )
    const ended = await Promise.race([interruption.asked, stack.processes.firstExit])
    if (ended !== 'interrupted') throw new Failure(`${ended} ended: see ${join(env.dataDir, 'logs', `${ended}.log`)}`)
  } finally {
    say(faint('Stopping…'))
    await stack.stop()
  }
}

try {
  await main()
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
