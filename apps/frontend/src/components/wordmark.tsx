import { cn } from '#lib/cn.ts'
import { Caret } from './ui/blank.tsx'

/** The name of the house, with its sign: the proof-reader's caret. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2 font-serif text-xl font-medium tracking-tight', className)}>
      <Caret className="size-4 text-accent" />
      HG Content
    </span>
  )
}
