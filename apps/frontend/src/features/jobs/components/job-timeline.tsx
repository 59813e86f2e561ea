import type { Job } from '@hg/contracts'
import { cn } from '#lib/cn.ts'
import { formatMoment, formatTime } from '#lib/format.ts'
import { timeline, type TimelineStep } from '../timeline.ts'

const dots: Record<TimelineStep['state'], string> = {
  done: 'bg-ink',
  now: 'animate-pulse bg-accent ring-4 ring-wash',
  ahead: 'border border-rule-2 bg-paper',
  failed: 'bg-danger',
}

/** What happened to a job, step by step, down to what is happening now. */
export function JobTimeline({ job }: { job: Job }) {
  const steps = timeline(job)
  return (
    <ol>
      {steps.map((step, index) => (
        <li key={step.key} className="grid grid-cols-[0.75rem_minmax(0,1fr)_auto] gap-x-3">
          <span aria-hidden className="flex flex-col items-center">
            <span className={cn('mt-1.5 size-2 shrink-0 rounded-full', dots[step.state])} />
            {index < steps.length - 1 && <span className="mt-1.5 -mb-0.5 w-px flex-1 bg-rule-2" />}
          </span>
          <span
            className={cn(
              'min-w-0 pb-3.5',
              step.state === 'ahead' && 'text-ink-3',
              step.state === 'now' && 'text-accent',
            )}
          >
            {step.label}
            {step.detail && (
              <span className="block truncate text-sm text-ink-3" title={step.detail}>
                {step.detail}
              </span>
            )}
          </span>
          {step.at && (
            <time
              dateTime={step.at}
              title={formatMoment(step.at)}
              className="figures text-sm leading-[1.375rem] text-ink-3"
            >
              {formatTime(step.at)}
            </time>
          )}
        </li>
      ))}
    </ol>
  )
}
