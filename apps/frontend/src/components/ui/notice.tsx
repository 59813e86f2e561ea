import type { ReactNode } from 'react'
import { cn } from '#lib/cn.ts'

const tones = { plain: 'border-rule-2', danger: 'border-danger', caution: 'border-caution', accent: 'border-accent' }

/** A remark in the page, marked in the margin. `role` says how urgently it is read out. */
export function Notice(props: {
  tone?: keyof typeof tones
  title: ReactNode
  children?: ReactNode
  role?: 'alert' | 'status'
  className?: string
}) {
  return (
    <div role={props.role} className={cn('border-l-2 py-0.5 pl-4', tones[props.tone ?? 'plain'], props.className)}>
      <p className="font-medium">{props.title}</p>
      {props.children && <div className="mt-1 grid gap-2 text-ink-2">{props.children}</div>}
    </div>
  )
}
