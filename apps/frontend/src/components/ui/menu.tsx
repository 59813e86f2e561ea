import { DropdownMenu as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '#lib/cn.ts'

const itemLook =
  'flex items-center gap-2.5 rounded-sm px-2 py-1.5 outline-none select-none data-highlighted:bg-hover cursor-default'

/** A menu that opens from a button. `Menu` holds a `MenuTrigger` and a `MenuContent`. */
export const Menu = Radix.Root
export const MenuTrigger = Radix.Trigger
export const MenuRadioGroup = Radix.RadioGroup

export function MenuContent({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={6}
        collisionPadding={8}
        {...props}
        className={cn(
          'z-50 min-w-56 animate-enter rounded-md border border-rule-2 bg-raised p-1 shadow-float',
          className,
        )}
      />
    </Radix.Portal>
  )
}

export function MenuItem({ className, ...props }: ComponentProps<typeof Radix.Item>) {
  return <Radix.Item {...props} className={cn(itemLook, className)} />
}

export function MenuRadioItem({ className, ...props }: ComponentProps<typeof Radix.RadioItem>) {
  return <Radix.RadioItem {...props} className={cn(itemLook, className)} />
}

export function MenuLabel({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label {...props} className={cn('px-2 py-1 text-xs text-ink-3', className)} />
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-rule" />
}

export const MenuItemIndicator = Radix.ItemIndicator
