import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '#lib/cn.ts'

/** A heading that opens to what stands behind it; by itself, or led from outside by `open` and `onToggle`. */
export function Disclosure(props: {
  title: ReactNode
  aside?: ReactNode
  open?: boolean
  onToggle?: (open: boolean) => void
  className?: string
  children: ReactNode
}) {
  return (
    <details
      className={cn('group border-t', props.className)}
      open={props.open}
      onToggle={(event) => props.onToggle?.(event.currentTarget.open)}
    >
      <summary className="flex items-start gap-2 rounded-sm py-3.5 hover:text-accent">
        <ChevronRight
          aria-hidden
          className="mt-[0.1875rem] size-4 shrink-0 text-ink-3 transition-transform duration-150 group-open:rotate-90"
        />
        <span className="flex min-w-0 flex-1 flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 sm:flex-nowrap">
          <span className="min-w-0 font-medium">{props.title}</span>
          {props.aside && <span className="max-w-full truncate text-sm text-ink-3 sm:shrink-0">{props.aside}</span>}
        </span>
      </summary>
      <div className="pb-6">{props.children}</div>
    </details>
  )
}
