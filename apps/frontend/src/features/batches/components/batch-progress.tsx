import type { Batch } from '@hg/contracts'
import { cn } from '#lib/cn.ts'
import { formatCount } from '#lib/format.ts'
import { percentDone } from '../progress.ts'

const parts = [
  { status: 'completed', look: 'bg-positive' },
  { status: 'failed', look: 'bg-danger' },
  { status: 'cancelled', look: 'bg-ink-3' },
  { status: 'processing', look: 'bg-accent animate-pulse' },
] as const

/** How far a batch is, as a line that fills: written, failed, cancelled, being written. */
export function BatchProgress({ batch, className }: { batch: Batch; className?: string }) {
  const { counts, size } = batch
  const words = `${formatCount(counts.completed)} of ${formatCount(size)} written, ${percentDone(batch)} % through`
  return (
    <div
      role="progressbar"
      aria-label="Progress"
      aria-valuenow={percentDone(batch)}
      aria-valuetext={words}
      className={cn('flex h-1.5 overflow-hidden rounded-sm bg-hover', className)}
    >
      {parts.map(({ status, look }) => (
        <span
          key={status}
          className={cn('h-full transition-[width] duration-300 motion-reduce:transition-none', look)}
          style={{ width: `${(counts[status] / size) * 100}%` }}
        />
      ))}
    </div>
  )
}
