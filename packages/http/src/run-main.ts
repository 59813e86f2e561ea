import { EnvironmentError } from '@hg/runtime'

/** Runs a service's main function; what keeps it from starting is written to stderr, and the exit code is 1. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main()
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(`${error instanceof EnvironmentError ? error.message : text}\n`)
    process.exit(1)
  }
}
