import { type TakenDelivery, takeDeliveries, withoutTenant } from '@hg/db'
import { deliver } from './deliver.ts'
import type { WebhookDeps } from './deps.ts'
import type { Sender } from './send.ts'

export interface DeliveryLoop {
  /** Something may be due: looks at once. */
  wake(): void
  /** Takes nothing more and waits for what is under way; after `timeoutMs` that is cut off and left to another worker. */
  close(options: { timeoutMs: number }): Promise<void>
}

const pollMs = 5000
const concurrency = 32
/** One slow address holds up no more than these. */
const perWebhook = 4
/** Longer than a try takes, so that nobody else tries meanwhile. */
const leaseMs = 30_000

/** Delivers what is due, woken by notifications and, should one be lost, every few seconds. */
export function createDeliveryLoop(
  deps: WebhookDeps & { sender: Sender; onEnd?: (outcome: string) => void },
): DeliveryLoop {
  const stop = new AbortController()
  const cut = new AbortController()
  const running = new Map<Promise<void>, TakenDelivery>()
  let looking: Promise<void> | undefined
  let again = false

  function busyWebhooks(): string[] {
    const counts = Map.groupBy(running.values(), ({ webhook_id }) => webhook_id)
    return [...counts].flatMap(([id, taken]) => (taken.length >= perWebhook ? [id] : []))
  }

  async function look(): Promise<void> {
    do {
      again = false
      const free = concurrency - running.size
      if (free === 0 || stop.signal.aborted) return
      const options = { limit: free, perWebhook, busy: busyWebhooks(), leaseMs }
      for (const one of await withoutTenant(deps.db, (tx) => takeDeliveries(tx, options))) {
        const work = deliver(deps, one, cut.signal)
          .then((outcome) => deps.onEnd?.(outcome ?? 'gone'))
          .catch((err: unknown) => {
            if (!cut.signal.aborted) deps.logger.warn({ err, deliveryId: one.id }, 'a delivery could not be tried')
          })
          .finally(() => {
            running.delete(work)
            wake()
          })
        running.set(work, one)
      }
    } while (again)
  }

  function wake(): void {
    again = true
    if (stop.signal.aborted) return
    looking ??= look()
      .catch((err: unknown) => {
        deps.logger.warn({ err }, 'due deliveries could not be read')
      })
      .finally(() => {
        looking = undefined
        if (again) wake()
      })
  }

  const timer = setInterval(wake, pollMs)
  wake()
  return {
    wake,
    async close({ timeoutMs }) {
      clearInterval(timer)
      stop.abort()
      await looking
      const late = setTimeout(() => {
        cut.abort()
      }, timeoutMs)
      await Promise.allSettled(running.keys())
      clearTimeout(late)
    },
  }
}
