import type { ComponentProps } from 'react'
import { cn } from '#lib/cn.ts'
import { inputLook } from './field.tsx'

/** One line of text. */
export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input {...props} className={cn(inputLook, 'h-10 w-full md:h-9', className)} />
}

/** Several lines of text; grows with what is typed where the browser can. */
export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      {...props}
      className={cn(inputLook, 'field-sizing-content w-full max-h-[28rem] min-h-28 py-2', className)}
    />
  )
}
