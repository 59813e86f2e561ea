import type { JobStatus } from '@hg/contracts'
import { cn } from '#lib/cn.ts'
import { statusLabels } from '#lib/labels.ts'

const looks: Record<JobStatus, { tone: string; shape: React.ReactNode }> = {
  pending: {
    tone: 'text-ink-3',
    shape: <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  },
  processing: {
    tone: 'text-accent',
    shape: <circle cx="5" cy="5" r="4.25" fill="currentColor" className="animate-pulse" />,
  },
  completed: {
    tone: 'text-positive',
    shape: <path d="M1 5.4 3.8 8.2 9 2.2" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />,
  },
  failed: {
    tone: 'text-danger',
    shape: <path d="M1.5 1.5l7 7m0-7l-7 7" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />,
  },
  cancelled: {
    tone: 'text-ink-3',
    shape: <path d="M1 5h8" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />,
  },
}

/** A job's state: a sign of its own shape and colour, and the word. */
export function StatusMark({ status, className }: { status: JobStatus; className?: string }) {
  const { tone, shape } = looks[status]
  return (
    <span data-status={status} className={cn('inline-flex items-center gap-2 whitespace-nowrap', className)}>
      <svg aria-hidden viewBox="0 0 10 10" className={cn('size-2.5 shrink-0', tone)}>
        {shape}
      </svg>
      <span className={cn((status === 'failed' || status === 'processing') && tone)}>{statusLabels[status]}</span>
    </span>
  )
}
