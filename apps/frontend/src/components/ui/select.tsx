import { Check, ChevronDown } from 'lucide-react'
import { Select as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from '#lib/cn.ts'
import { inputLook } from './field.tsx'

export interface Option<T extends string> {
  value: T
  label: string
  hint?: string
  disabled?: boolean
}

/** Options under a common heading; without one, they stand alone. */
export interface OptionGroup<T extends string> {
  label?: string
  options: Option<T>[]
}

/**
 * A choice from a list.
 *
 * @param props.id what a label points at
 */
export function Select<T extends string>(props: {
  value: T
  onChange: (value: T) => void
  groups: OptionGroup<T>[]
  id?: string
  label?: string
  onBlur?: () => void
  invalid?: boolean
  describedBy?: string | undefined
  disabled?: boolean
  className?: string
  children?: ReactNode
}) {
  return (
    <Radix.Root
      value={props.value}
      onValueChange={(value) => props.onChange(value as T)}
      {...(props.disabled ? { disabled: true } : {})}
    >
      <Radix.Trigger
        id={props.id}
        aria-label={props.label}
        aria-invalid={props.invalid}
        aria-describedby={props.describedBy}
        onBlur={props.onBlur}
        className={cn(
          inputLook,
          'flex h-10 items-center justify-between gap-2 text-left md:h-9',
          props.className ?? 'w-full',
        )}
      >
        <span className="truncate">{props.children ?? <Radix.Value />}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-3" />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-[min(24rem,var(--radix-select-content-available-height))] min-w-(--radix-select-trigger-width) animate-enter overflow-hidden rounded-md border border-rule-2 bg-raised shadow-float"
        >
          <Radix.Viewport className="p-1">
            {props.groups.map((group, index) => (
              <Radix.Group key={group.label ?? index} className={cn(index > 0 && 'mt-1 border-t border-rule pt-1')}>
                {group.label && <Radix.Label className="px-2 py-1 text-xs text-ink-3">{group.label}</Radix.Label>}
                {group.options.map((option) => (
                  <SelectItem key={option.value} {...option} />
                ))}
              </Radix.Group>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function SelectItem({ value, label, hint, disabled = false }: Option<string>) {
  return (
    <Radix.Item
      value={value}
      disabled={disabled}
      className="grid grid-cols-[1fr_auto] items-center gap-x-4 rounded-sm px-2 py-1.5 outline-none select-none data-disabled:opacity-50 data-highlighted:bg-hover"
    >
      <Radix.ItemText>{label}</Radix.ItemText>
      <Radix.ItemIndicator className="row-span-2">
        <Check aria-hidden className="size-4 text-accent" />
      </Radix.ItemIndicator>
      {hint && <span className="col-start-1 text-xs text-ink-3">{hint}</span>}
    </Radix.Item>
  )
}
