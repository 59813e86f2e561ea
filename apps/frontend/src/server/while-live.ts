/** How often the session behind an open stream is looked after. */
const everyMs = 15_000

/**
 * Passes a stream on for as long as the session lives that it was opened in, and ends it then. While nobody can say, it
 * stays open: the service behind it checks what each event may show.
 *
 * @param lives asked every 15 s
 */
export function whileLive(
  source: ReadableStream<Uint8Array>,
  lives: () => Promise<boolean>,
  intervalMs = everyMs,
): ReadableStream<Uint8Array> {
  const reader = source.getReader()
  let timer: NodeJS.Timeout | undefined
  let isOver = false

  return new ReadableStream(
    {
      start(controller) {
        timer = setInterval(() => {
          void lives().then(
            (live) => {
              if (live || isOver) return
              end()
              controller.close()
              void reader.cancel('the session has ended').catch(() => undefined)
            },
            () => undefined,
          )
        }, intervalMs)
      },
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (isOver) return
          if (!done) return controller.enqueue(value)
          end()
          controller.close()
        } catch (error) {
          if (isOver) return
          end()
          controller.error(error)
        }
      },
      cancel(reason) {
        end()
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )

  function end(): void {
    isOver = true
    clearInterval(timer)
  }
}
