import type { ReactNode } from 'react'

/** A note in the margin of the page: a heading under a hairline, and what it says. */
export function MarginNote({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="border-t border-rule-2 pt-3">
      <div className="mb-3 flex items-baseline justify-between gap-4">
        <h2 className="font-medium">{title}</h2>
        {aside && <div className="text-sm text-ink-3">{aside}</div>}
      </div>
      {children}
    </section>
  )
}
