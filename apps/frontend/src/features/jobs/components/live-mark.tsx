import type { StreamState } from '#lib/event-stream.ts'
import { cn } from '#lib/cn.ts'

/** Whether changes arrive by themselves right now. */
export function LiveMark({ state }: { state: StreamState }) {
  const live = state === 'open'
  return (
    <p role="status" className="flex items-center gap-2 text-sm text-ink-3">
      <span aria-hidden className={cn('size-1.5 rounded-full', live ? 'bg-positive' : 'animate-pulse bg-caution')} />
      {live ? 'Live' : state === 'connecting' ? 'Connecting' : 'Reconnecting'}
    </p>
  )
}
