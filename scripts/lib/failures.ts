import { z } from 'zod'

/** What failed, for a list of failures: where, its full name, and what it said. */
export interface Failure {
  file: string
  name: string
  message: string
}

/** A report's counts, and its failures by name. */
export interface Outcome {
  passed: number
  failed: number
  failures: Failure[]
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
})

const playwrightErrors = z.array(z.object({ message: z.string().optional() }))

const playwrightSuite = z.object({
  title: z.string(),
  get suites() {
    return z.array(playwrightSuite).optional()
  },
  specs: z.array(
    z.object({
      title: z.string(),
      file: z.string(),
      tests: z.array(z.object({ status: z.string(), results: z.array(z.object({ errors: playwrightErrors })) })),
    }),
  ),
})

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: playwrightErrors,
  suites: z.array(playwrightSuite),
})

/** Reads Vitest's JSON report or Playwright's; throws for what is neither. */
export function readReport(text: string): Outcome {
  const report: unknown = JSON.parse(text)
  const vitest = vitestReport.safeParse(report)
  return vitest.success ? ofVitest(vitest.data) : ofPlaywright(playwrightReport.parse(report))
}

function ofVitest(report: z.infer<typeof vitestReport>): Outcome {
  const failures = report.testResults.flatMap(({ name: file, status, message, assertionResults }) => {
    const tests = assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => ({ file, name: test.fullName, message: test.failureMessages.join('\n') }))
    // A hook that failed, or a file that could not be loaded: its tests never began.
    const isSilent = status === 'failed' && tests.length === 0
    return isSilent ? [{ file, name: '(the suite)', message }] : tests
  })
  return { passed: report.numPassedTests, failed: report.numFailedTests, failures }
}

function ofPlaywright(report: z.infer<typeof playwrightReport>): Outcome {
  const failures = report.suites.flatMap((suite) => ofSuite(suite, []))
  for (const { message = '' } of report.errors) failures.push({ file: 'playwright', name: '(the run)', message })
  const { expected, unexpected, flaky } = report.stats
  return { passed: expected, failed: unexpected + flaky, failures }
}

function ofSuite(suite: z.infer<typeof playwrightSuite>, above: string[]): Failure[] {
  const specs = suite.specs.flatMap(({ title, file, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected' || status === 'flaky')
      .map(({ status, results }) => ({
        file,
        name: [...above, title].join(' › ') + (status === 'flaky' ? ' (flaky)' : ''),
        message: results.flatMap(({ errors }) => errors.map(({ message }) => message ?? '')).join('\n'),
      })),
  )
  // A file's own title is its path, which `file` says already.
  const inner = (suite.suites ?? []).flatMap((one) => ofSuite(one, [...above, one.title]))
  return [...specs, ...inner]
}
