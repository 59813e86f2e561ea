import { describeError, EnvironmentError } from '@hg/runtime'

/** Runs a service's main function; what keeps it from starting is written to stderr, without secrets, and the exit code is 1. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main()
  } catch (error) {
    const { message, stack } = describeError(error)
    process.stderr.write(`${error instanceof EnvironmentError ? error.message : (stack ?? message)}\n`)
    process.exit(1)
  }
}
