import type { ComponentProps } from 'react'
import { cn } from '#lib/cn.ts'
import { Input } from './input.tsx'

/** An amount of US dollars. Register it with `usdOrAbsent` or `usdOrNull`. */
export function UsdInput({ className, ...props }: ComponentProps<'input'>) {
  return (
    <span className={cn('relative block w-full max-w-48', className)}>
      <span aria-hidden className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-ink-3">
        $
      </span>
      <Input inputMode="decimal" autoComplete="off" maxLength={24} {...props} className="figures pl-7" />
    </span>
  )
}
