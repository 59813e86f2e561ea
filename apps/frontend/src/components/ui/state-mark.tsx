import type { ReactNode } from 'react'
import { cn } from '#lib/cn.ts'

const line = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.75, strokeLinecap: 'round' } as const

const shapes = {
  ring: <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  dot: <circle cx="5" cy="5" r="4.25" fill="currentColor" />,
  check: <path d="M1 5.4 3.8 8.2 9 2.2" {...line} />,
  cross: <path d="M1.5 1.5l7 7m0-7l-7 7" {...line} />,
  dash: <path d="M1 5h8" {...line} />,
  warning: <path d="M5 1 9.2 9H.8Z" {...line} strokeWidth={1.5} strokeLinejoin="round" />,
}
const tones = {
  quiet: 'text-ink-3',
  accent: 'text-accent',
  positive: 'text-positive',
  caution: 'text-caution',
  danger: 'text-danger',
}

export type StateShape = keyof typeof shapes
export type StateTone = keyof typeof tones

/**
 * A state: a sign of its own shape and colour, and the word.
 *
 * @param props.loud the word takes the colour too: for what needs a look
 * @param props.pulse something is under way
 */
export function StateMark(props: {
  shape: StateShape
  tone?: StateTone
  loud?: boolean
  pulse?: boolean
  className?: string
  children: ReactNode
}) {
  const tone = tones[props.tone ?? 'quiet']
  return (
    <span className={cn('inline-flex items-center gap-2 whitespace-nowrap', props.className)}>
      <svg aria-hidden viewBox="0 0 10 10" className={cn('size-2.5 shrink-0', tone, props.pulse && 'animate-pulse')}>
        {shapes[props.shape]}
      </svg>
      <span className={cn(props.loud && tone)}>{props.children}</span>
    </span>
  )
}

/** A short word about a thing: a scope, a content type, "you". No state: see `StateMark`. */
export function Tag({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <span className={cn('inline-block max-w-full truncate rounded-sm bg-hover px-1.5 py-px text-sm', className)}>
      {children}
    </span>
  )
}
