import type { ReactNode } from 'react'
import { cn } from '#lib/cn.ts'

const layouts = {
  /** The value beside its name, from 640 px on. */
  beside: {
    list: 'divide-y border-y',
    pair: 'grid gap-x-6 gap-y-0.5 py-2.5 sm:grid-cols-[12rem_minmax(0,1fr)]',
    value: '',
  },
  /** The value under its name: in the margin, in narrow places. */
  under: { list: 'grid gap-2.5', pair: '', value: 'text-ink-2' },
  /** Names on the left, figures on the right. */
  figures: { list: 'grid gap-1.5', pair: 'flex items-baseline justify-between gap-4', value: 'figures text-right' },
}

/** Names and values. Rows that are false are left out. */
export function DescriptionList(props: {
  rows: readonly ([label: ReactNode, value: ReactNode] | false | null | undefined)[]
  layout?: keyof typeof layouts
  className?: string
}) {
  const { layout = 'beside' } = props
  const looks = layouts[layout]
  return (
    <dl className={cn(looks.list, props.className)}>
      {props.rows.map(
        (row, index) =>
          row && (
            <div key={index} className={looks.pair}>
              <dt className={layout === 'figures' ? 'text-ink-2' : 'text-sm leading-[1.375rem] text-ink-3'}>
                {row[0]}
              </dt>
              <dd className={cn('min-w-0', looks.value)}>{row[1]}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
