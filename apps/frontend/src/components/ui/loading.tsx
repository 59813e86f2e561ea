import type { ReactNode } from 'react'
import { Skeleton } from './skeleton.tsx'

/**
 * Grey bars in the shape of what is to come.
 *
 * @param props.label what is loading, for screen readers: `Loading people`
 */
export function Loading(props: { label: string; shape: 'rows' | 'form' | 'text'; className?: string }) {
  return (
    <div role="status" className={props.className}>
      <span className="sr-only">{props.label}</span>
      {shapes[props.shape]}
    </div>
  )
}

const shapes: Record<'rows' | 'form' | 'text', ReactNode> = {
  rows: (
    <div className="border-t border-rule-2">
      {['w-9/12', 'w-7/12', 'w-8/12', 'w-6/12', 'w-8/12', 'w-5/12'].map((width, index) => (
        <div key={index} className="flex items-center gap-8 border-b py-4">
          <span className="flex-1">
            <span className="block max-w-md">
              <Skeleton className={width} />
            </span>
            <Skeleton className="mt-2 h-3 w-20" />
          </span>
          <Skeleton className="w-20" />
          <Skeleton className="hidden w-24 md:block" />
          <Skeleton className="hidden w-14 md:block" />
        </div>
      ))}
    </div>
  ),
  form: (
    <div className="grid max-w-[40rem] gap-6">
      {['h-9', 'h-9', 'h-28', 'h-9'].map((height, index) => (
        <span key={index} className="grid gap-2">
          <Skeleton className="w-24" />
          <Skeleton className={height} />
        </span>
      ))}
    </div>
  ),
  text: (
    <div className="grid max-w-(--measure) gap-3.5">
      {['w-full', 'w-11/12', 'w-full', 'w-2/3'].map((width, index) => (
        <Skeleton key={index} className={width} />
      ))}
    </div>
  ),
}
