import type { ReactNode } from 'react'
import { cn } from '#lib/cn.ts'

/** What stands where a list or a page has nothing to show: what is so, why, and what to do. */
export function Blank(props: {
  title: ReactNode
  children?: ReactNode
  action?: ReactNode
  role?: 'alert' | 'status'
  /** Stands for the whole page, so its title is the page's. */
  page?: boolean
}) {
  const Title = props.page ? 'h1' : 'h2'
  return (
    <div
      role={props.role}
      className={cn('mx-auto max-w-md px-4 text-center', props.page ? 'py-16 md:py-24' : 'py-12 md:py-14')}
    >
      <Caret className="mx-auto mb-5 size-6 text-accent" />
      <Title className="font-serif text-2xl font-medium">{props.title}</Title>
      {props.children && <div className="mt-2 text-ink-2">{props.children}</div>}
      {props.action && <div className="mt-6 flex flex-wrap justify-center gap-2">{props.action}</div>}
    </div>
  )
}

/** The proof-reader's mark for "insert here": the house's sign. */
export function Caret({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className={className} fill="none" stroke="currentColor" strokeWidth="2.75">
      <path d="M4 20 12 5l8 15" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
