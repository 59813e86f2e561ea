import type { ComponentProps, FormEvent, ReactNode } from 'react'
import { cn } from '#lib/cn.ts'
import { inputLook } from './field.tsx'

const lineLook = cn(inputLook, 'h-10 w-full md:h-9')

/** One line of text. */
export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input {...props} className={cn(lineLook, className)} />
}

/** Several lines of text; grows with what is typed, up to 28 rem. */
export function Textarea({ className, onInput, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      {...props}
      onInput={(event) => {
        growByHand(event)
        onInput?.(event)
      }}
      className={cn(inputLook, 'field-sizing-content w-full max-h-[28rem] min-h-28 py-2', className)}
    />
  )
}

/** For browsers without `field-sizing`. */
function growByHand({ currentTarget: area }: FormEvent<HTMLTextAreaElement>) {
  if (CSS.supports('field-sizing', 'content')) return
  area.style.height = 'auto'
  area.style.height = `${area.scrollHeight + 2}px`
}

/** A number, with its unit at its end. Register it with `numberOrAbsent` or `numberOrNull`. */
export function NumberInput({ unit, className, ...props }: ComponentProps<'input'> & { unit?: ReactNode }) {
  return (
    <span className={cn('relative block w-full max-w-48', className)}>
      <input
        inputMode="decimal"
        step="any"
        {...props}
        type="number"
        className={cn(lineLook, 'figures', unit !== undefined && 'pr-20')}
      />
      {unit !== undefined && (
        <span className="pointer-events-none absolute inset-y-0 right-8 flex items-center text-sm text-ink-3">
          {unit}
        </span>
      )}
    </span>
  )
}

/** A number on a scale whose exact figure matters little, with what it stands for beside it. */
export function RangeInput(
  props: Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'type'> & {
    value: number
    onChange: (value: number) => void
    /** The value in words; also read out. */
    say?: (value: number) => string
  },
) {
  const { value, onChange, say, className, ...rest } = props
  const words = say?.(value) ?? String(value)
  return (
    <span className={cn('flex h-10 items-center gap-4 md:h-9', className)}>
      <input
        {...rest}
        type="range"
        value={value}
        aria-valuetext={words}
        onChange={(event) => onChange(event.target.valueAsNumber)}
        className="h-6 min-w-0 flex-1 cursor-pointer accent-ink disabled:cursor-not-allowed disabled:opacity-60"
      />
      <output className="figures min-w-20 text-right text-ink-2">{words}</output>
    </span>
  )
}

/** A day, `YYYY-MM-DD`: see `toDay`, `startOfDay` and `endOfDay` in `#lib/days.ts` for moments. */
export function DateInput({ className, ...props }: Omit<ComponentProps<'input'>, 'type'>) {
  return <input {...props} type="date" className={cn(lineLook, 'figures max-w-48', className)} />
}

/** A day and a minute in the reader's time zone: see `toLocalMinute` in `#lib/days.ts`. */
export function MomentInput({ className, ...props }: Omit<ComponentProps<'input'>, 'type'>) {
  return <input {...props} type="datetime-local" className={cn(lineLook, 'figures max-w-60', className)} />
}
