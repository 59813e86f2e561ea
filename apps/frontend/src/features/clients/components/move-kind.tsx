import type { ReactNode } from 'react'
import { formatCount } from '#lib/format.ts'

/** One kind of what a move changes: its summary, then its entries. */
export function Kind(props: { title: string; summary?: string; isEmpty?: boolean; children?: ReactNode }) {
  return (
    <section aria-label={props.title}>
      <h3 className="font-medium">{props.title}</h3>
      {props.summary && <p className="mt-0.5 text-ink-2">{props.summary}</p>}
      {!props.isEmpty && <div className="mt-3">{props.children}</div>}
    </section>
  )
}

/** How many entries are not listed. */
export function Rest({ total, shown }: { total: number; shown: number }) {
  return total > shown ? <p className="mt-2 text-sm text-ink-3">And {formatCount(total - shown)} more.</p> : null
}
