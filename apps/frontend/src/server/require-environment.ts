import { env } from '#env.ts'

/** Ends a server whose environment is not complete, naming what is missing: at once, not at the first request. */
export function requireEnvironment(): void {
  try {
    env()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
}
