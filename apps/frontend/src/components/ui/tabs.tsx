'use client'

import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

export interface Tab<T extends string> {
  value: T
  label: ReactNode
  content: ReactNode
}

/** Views of one thing, one at a time. Led by `value` and `onChange`, or by itself from the first tab on. */
export function Tabs<T extends string>(props: {
  label: string
  tabs: readonly Tab<T>[]
  value?: T
  onChange?: (value: T) => void
}) {
  const { tabs, value } = props
  const first = tabs[0]?.value
  return (
    <Radix.Root
      {...(value === undefined ? (first === undefined ? {} : { defaultValue: first }) : { value })}
      onValueChange={(next) => props.onChange?.(next as T)}
    >
      <Radix.List aria-label={props.label} className="flex flex-wrap gap-x-6 border-b">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="-mb-px flex h-10 items-center gap-2 border-b-2 border-transparent text-ink-2 hover:text-ink data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-5">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
