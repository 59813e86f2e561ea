import { type ReactNode, useId } from 'react'
import { cn } from '#lib/cn.ts'

/** A part of a page: a hairline, its heading, what it is for, and what can be done. */
export function Section(props: {
  title: ReactNode
  help?: ReactNode
  actions?: ReactNode
  /** For links to it. */
  id?: string
  className?: string
  children: ReactNode
}) {
  const headingId = useId()
  return (
    <section id={props.id} aria-labelledby={headingId} className={cn('border-t border-rule-2 pt-5', props.className)}>
      <div className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h2 id={headingId} className="font-serif text-xl font-medium">
            {props.title}
          </h2>
          {props.help && <div className="mt-1 max-w-[40rem] text-sm text-ink-3">{props.help}</div>}
        </div>
        {props.actions && <div className="flex flex-wrap gap-2">{props.actions}</div>}
      </div>
      {props.children}
    </section>
  )
}
