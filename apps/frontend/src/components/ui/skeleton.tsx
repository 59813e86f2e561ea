import { cn } from '#lib/cn.ts'

/** A grey bar where words will stand. Hidden from screen readers: say what is loading beside it. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block h-3.5 animate-pulse rounded-sm bg-hover', className)} />
}
