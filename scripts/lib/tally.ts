import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { z } from 'zod'
import { projectDir } from './env.ts'
import { type Outcome, readReport } from './failures.ts'
import { say } from './say.ts'

const reportPatterns = [
  'apps/*/.turbo/vitest.json',
  'pg/{.,rls}/.turbo/vitest.json',
  'packages/*/.turbo/{vitest,full,embedded}.json',
]

/** How much of a failed test's message, and of a failed task's output, is shown. */
const messageLines = 15
const logLines = 40

const runSummary = z.object({
  tasks: z.array(
    z.object({ taskId: z.string(), logFile: z.string(), execution: z.object({ exitCode: z.number() }).nullish() }),
  ),
})

const linesOf = (text: string) => stripVTControlCharacters(text).trimEnd().split('\n')
const lastLines = (text: string) => linesOf(text).slice(-logLines)

function tell(heading: string, lines: string[]): void {
  say(`\n${heading}`)
  for (const line of lines) say(`    ${line}`)
}

function readOutcome(file: string): Outcome {
  try {
    return readReport(readFileSync(file, 'utf8'))
  } catch (error) {
    const failure = { file, name: '(the report)', message: `cannot be read: ${String(error)}` }
    return { passed: 0, failed: 1, failures: [failure] }
  }
}

/** Tells each failed test by file, name and message. */
function tellFailures(outcomes: Outcome[]): void {
  for (const { file, name, message } of outcomes.flatMap(({ failures }) => failures)) {
    const place = file.startsWith('/') ? relative(projectDir, file) : file
    tell(`FAILED ${place} › ${name}`, linesOf(message).slice(0, messageLines))
  }
}

/** Tells the end of what each failed task of turbo wrote; false when none failed. */
function tellTasks(): boolean {
  const summaries = globSync('.turbo/runs/*.json', { cwd: projectDir }).map((file) =>
    runSummary.parse(JSON.parse(readFileSync(join(projectDir, file), 'utf8'))),
  )
  const failed = summaries.flatMap(({ tasks }) => tasks).filter(({ execution }) => (execution?.exitCode ?? 0) !== 0)
  for (const { taskId, logFile } of failed) {
    const log = join(projectDir, logFile)
    tell(`FAILED ${taskId}, the end of its output:`, existsSync(log) ? lastLines(readFileSync(log, 'utf8')) : [])
  }
  return failed.length > 0
}

/**
 * Adds up the reports of all packages, tells what failed, and prints `N passed, N failed` last. Each stage that failed
 * without a failed test (lint, a build, a suite that never began) counts as one failure.
 *
 * @param failedStages their names; what they wrote lies in `.turbo/stages/<name>.log`
 */
function main(failedStages: string[]): void {
  const outcomes = globSync(reportPatterns, { cwd: projectDir }).map((file) => readOutcome(join(projectDir, file)))
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0)
  const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0)
  const hasTasks = tellTasks()
  tellFailures(outcomes)
  const isUnexplained = !hasTasks && outcomes.every(({ failures }) => failures.length === 0)
  for (const stage of failedStages) {
    const log = join(projectDir, '.turbo/stages', `${stage}.log`)
    if (isUnexplained && existsSync(log)) tell(`The end of "${stage}":`, lastLines(readFileSync(log, 'utf8')))
    say(`Failed: ${stage}`)
  }
  const total = Math.max(failed, failedStages.length)
  say(`${passed} passed, ${total} failed`)
  process.exitCode = total === 0 && passed > 0 ? 0 : 1
}

main(process.argv.slice(2))
