/**
 * Calls `work` at once and then at most every `intervalMs`, with one call at the end for all that came in between.
 * `cancel` drops that last call; the function may be used again afterwards.
 */
export function throttle(work: () => void, intervalMs: number): { (): void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let again = false
  function run() {
    again = false
    work()
    timer = setTimeout(() => {
      timer = undefined
      if (again) run()
    }, intervalMs)
  }
  const throttled = () => {
    if (timer === undefined) run()
    else again = true
  }
  throttled.cancel = () => {
    clearTimeout(timer)
    timer = undefined
    again = false
  }
  return throttled
}
