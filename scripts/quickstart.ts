import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeDemoFile } from './lib/demo.ts'
import { projectDir, readEnv } from './lib/env.ts'
import { interruptedExitCode, onInterrupt } from './lib/interrupt.ts'
import { doMainJob } from './lib/main-job.ts'
import { bold, Failure, faint, say } from './lib/say.ts'
import { startStack, type Stack } from './lib/stack.ts'

const help = `scripts/quickstart.sh [--once]

Starts HG Content, writes an article for PASCO Scientific, and runs until Ctrl-C. With --once it exits after the article
and starts no web app.

Without any setting everything is embedded. In the environment, each of these replaces a part:
  DATABASE_URL (with DATABASE_ADMIN_URL, DATABASE_DIRECT_URL), REDIS_URL,
  OPENAI_API_KEY, ANTHROPIC_API_KEY, GOOGLE_API_KEY, GROQ_API_KEY (each with *_BASE_URL),
  SMTP_URL (with MAIL_FROM), AUDIT_KEY, ENCRYPTION_KEYS
Ports: FRONTEND_PORT, CPM_PORT, CPM_WORKER_PORT, IM_PORT, SMM_PORT, SANDBOX_PORT, PGPORT. Data: HG_DATA_DIR (.data).`

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { once: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } },
  })
  if (values.help) {
    say(help)
    return 0
  }
  const env = readEnv()
  const interruption = onInterrupt()
  if (!values.once) buildFrontend()

  say(faint('Starting…'))
  const command = [process.execPath, join(projectDir, 'apps/frontend/node_modules/next/dist/bin/next'), 'start']
  const stack = await startStack(env, { frontend: values.once ? false : { command }, interrupted: interruption.signal })
  try {
    for (const [part, what] of stack.parts) say(`  ${part.padEnd(10)} ${what}`)
    say()
    const demo = await writeDemoFile(stack, env.dataDir)
    const work = doMainJob(demo)
    work.catch(() => undefined)
    const done = await Promise.race([work, interruption.asked])
    if (done === 'interrupted') return interruptedExitCode
    if (values.once) return done.status === 'completed' ? 0 : 1
    sayWhereToGo(stack, demo.users, env.dataDir)
    const ended = await Promise.race([interruption.asked, stack.processes.firstExit])
    if (ended === 'interrupted') return 0
    throw new Failure(`${ended} ended unexpectedly: see ${join(env.dataDir, 'logs', `${ended}.log`)}`)
  } finally {
    say(faint('Stopping…'))
    await stack.stop()
  }
}

/** Builds the web app for production; a build of the same sources is taken from the cache. */
function buildFrontend(): void {
  say(faint('Building the web app (the first time takes a minute)…'))
  const turbo = join(projectDir, 'node_modules/.bin/turbo')
  const built = spawnSync(turbo, ['run', 'build', '--filter=@hg/frontend', '--output-logs=errors-only'], {
    cwd: projectDir,
    encoding: 'utf8',
  })
  if (built.status === 0) return
  process.stderr.write(`${built.stdout}\n${built.stderr}\n`)
  throw new Failure('The web app could not be built; what its build said stands above.')
}

function sayWhereToGo(
  stack: Stack,
  users: { email: string; password: string; client_slug: string }[],
  dataDir: string,
): void {
  say()
  say(`${bold('Open')}  ${stack.urls.frontend}`)
  say(`  The same password for all: ${users[0]?.password ?? ''}`)
  for (const user of users) say(`  ${user.email.padEnd(40)} ${faint(user.client_slug)}`)
  say(
    faint(
      `  API: ${stack.urls.cpm}/docs   keys and ids: ${join(dataDir, 'demo.json')}   logs: ${join(dataDir, 'logs')}`,
    ),
  )
  say()
  say('Ctrl-C stops everything.')
}

try {
  process.exitCode = await main()
} catch (error) {
  const known = error instanceof Failure || (error instanceof Error && error.name === 'EnvironmentError')
  process.stderr.write(
    `${error instanceof Error ? (known ? error.message : error.message || error.stack) : String(error)}\n`,
  )
  process.exitCode = 1
}
