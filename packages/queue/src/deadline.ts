/** Settles like `promise`, but rejects with `onTimeout()` after `timeoutMs`. What runs is not stopped, only left alone. */
export async function withDeadline<T>(promise: Promise<T>, timeoutMs: number, onTimeout: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(onTimeout()), timeoutMs)
  })
  try {
    return await Promise.race([promise, timeout])
  } finally {
    clearTimeout(timer)
  }
}

/** Waits for `promise` to settle, but `timeoutMs` at most; says whether it did. */
export async function settlesWithin(promise: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  const settled = promise.then(
    () => true,
    () => true,
  )
  return withDeadline(settled, timeoutMs, () => new Error('timeout')).catch(() => false)
}
