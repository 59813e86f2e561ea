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

/** Names and figures, one pair a line. */
export function Figures({ rows }: { rows: [label: ReactNode, value: ReactNode][] }) {
  return (
    <dl className="grid gap-1.5">
      {rows.map(([label, value], index) => (
        <div key={index} className="flex items-baseline justify-between gap-4">
          <dt className="text-ink-2">{label}</dt>
          <dd className="figures text-right">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
