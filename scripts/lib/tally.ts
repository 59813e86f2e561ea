import { globSync, readFileSync } from 'node:fs'
import { say } from './say.ts'
import { projectDir } from './env.ts'

/** The counts of one report: Vitest's JSON, or Playwright's. */
interface Report {
  numPassedTests?: number
  numFailedTests?: number
  numFailedTestSuites?: number
  stats?: { expected: number; unexpected: number; flaky: number }
}

/**
 * Adds up the reports of all packages and prints `N passed, N failed` last. Each stage that failed without a failed test
 * (lint, a build, a suite that never began) counts as one failure.
 */
function main(failedStages: string[]): void {
  const files = globSync(
    ['apps/*/.turbo/vitest.json', 'pg/{.,rls}/.turbo/vitest.json', 'packages/*/.turbo/{vitest,full,embedded}.json'],
    {
      cwd: projectDir,
    },
  )
  let passed = 0
  let failed = 0
  for (const file of files) {
    const report = JSON.parse(readFileSync(`${projectDir}/${file}`, 'utf8')) as Report
    passed += report.numPassedTests ?? report.stats?.expected ?? 0
    failed += report.numFailedTests ?? (report.stats ? report.stats.unexpected + report.stats.flaky : 0)
  }
  for (const stage of failedStages) say(`Failed: ${stage}`)
  const total = Math.max(failed, failedStages.length)
  say(`${passed} passed, ${total} failed`)
  process.exitCode = total === 0 && passed > 0 ? 0 : 1
}

main(process.argv.slice(2))
