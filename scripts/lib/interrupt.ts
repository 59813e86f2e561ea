/** How a person ends a script: the first Ctrl-C asks, the second does not wait. */
export interface Interruption {
  /** Aborted by SIGINT, SIGTERM or SIGHUP. */
  signal: AbortSignal
  asked: Promise<'interrupted'>
}

/** 128 and the number of SIGINT, as shells have it. */
export const interruptedExitCode = 130

/** Listens from now on; call it before anything is started. */
export function onInterrupt(): Interruption {
  const controller = new AbortController()
  const asked = new Promise<'interrupted'>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(name, () => {
        if (controller.signal.aborted) process.exit(interruptedExitCode)
        controller.abort()
        resolve('interrupted')
      })
    }
  })
  return { signal: controller.signal, asked }
}
