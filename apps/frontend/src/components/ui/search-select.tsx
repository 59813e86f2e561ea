'use client'

import { Command } from 'cmdk'
import { Check, ChevronDown, Search } from 'lucide-react'
import { Popover } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { cn } from '#lib/cn.ts'
import { type FieldIds, inputLook } from './field.tsx'

export interface SearchOption<T extends string> {
  value: T
  label: string
  hint?: string
  /** A sign before the label. */
  mark?: ReactNode
  /** Other words that find it. */
  keywords?: string[]
  disabled?: boolean
}

/** A choice from a list that is too long to look through: typing narrows it. */
export function SearchSelect<T extends string>(props: {
  ids: FieldIds
  value: T | null
  onChange: (value: T) => void
  options: readonly SearchOption<T>[]
  /** What the closed field says while nothing is chosen. */
  placeholder: string
  /** What the list is called, for screen readers. */
  label: string
  onBlur?: () => void
  disabled?: boolean
}) {
  const [open, setOpen] = useState(false)
  const chosen = props.options.find((option) => option.value === props.value)
  return (
    <Popover.Root modal open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        {...props.ids}
        type="button"
        role="combobox"
        aria-expanded={open}
        disabled={props.disabled === true}
        onBlur={props.onBlur}
        className={cn(inputLook, 'flex h-10 w-full items-center justify-between gap-2 text-left md:h-9')}
      >
        {chosen?.mark}
        <span className={cn('flex-1 truncate', !chosen && 'text-ink-3')}>{chosen?.label ?? props.placeholder}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-ink-3" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          aria-label={props.label}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 w-(--radix-popover-trigger-width) min-w-64 animate-enter overflow-hidden rounded-md border border-rule-2 bg-raised shadow-float"
        >
          <Command label={props.label} loop {...(props.value === null ? {} : { defaultValue: props.value })}>
            <div className="flex items-center gap-2 border-b px-3">
              <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
              <Command.Input
                placeholder="Type to narrow down"
                className="h-10 w-full bg-transparent text-md outline-none placeholder:text-ink-3 md:text-base"
              />
            </div>
            <Command.List className="max-h-[min(18rem,var(--radix-popover-content-available-height))] overflow-y-auto p-1">
              <Command.Empty className="px-3 py-6 text-center text-ink-2">Nothing matches.</Command.Empty>
              {props.options.map((option) => (
                <Command.Item
                  key={option.value}
                  value={option.value}
                  keywords={[option.label, option.hint ?? '', ...(option.keywords ?? [])]}
                  disabled={option.disabled === true}
                  onSelect={() => {
                    props.onChange(option.value)
                    setOpen(false)
                  }}
                  className="flex cursor-pointer items-center gap-2.5 rounded-sm px-2 py-1.5 data-[disabled=true]:cursor-not-allowed data-[disabled=true]:opacity-50 data-[selected=true]:bg-hover"
                >
                  {option.mark}
                  <span className="min-w-0 flex-1">
                    <span className="block truncate">{option.label}</span>
                    {option.hint && <span className="block truncate text-xs text-ink-3">{option.hint}</span>}
                  </span>
                  {option.value === props.value && <Check aria-hidden className="size-4 shrink-0 text-accent" />}
                </Command.Item>
              ))}
            </Command.List>
          </Command>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
