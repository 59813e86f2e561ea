import { Popover as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '#lib/cn.ts'

/** A small window that opens from a button and holds more than a list of deeds. `Popover` holds a trigger and a content. */
export const Popover = Radix.Root
export const PopoverTrigger = Radix.Trigger

export function PopoverContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={6}
        collisionPadding={12}
        {...props}
        className={cn('z-50 animate-enter rounded-md border border-rule-2 bg-raised shadow-float', className)}
      />
    </Radix.Portal>
  )
}
