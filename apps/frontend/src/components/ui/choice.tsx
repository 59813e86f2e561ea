'use client'

import { Check } from 'lucide-react'
import { Checkbox as RadixCheckbox, RadioGroup as RadixRadio, Switch as RadixSwitch } from 'radix-ui'
import { type ReactNode, useId } from 'react'
import { cn } from '#lib/cn.ts'

interface ChoiceProps {
  label: ReactNode
  hint?: ReactNode
  checked: boolean
  onChange: (checked: boolean) => void
  onBlur?: () => void
  disabled?: boolean
}

/** The look of what is ticked. */
export const boxLook =
  'grid shrink-0 place-items-center border border-field bg-raised text-paper hover:border-ink-3 disabled:cursor-not-allowed disabled:opacity-60 data-[state=checked]:border-ink data-[state=checked]:bg-ink'

/** On or off, at once or with the form around it. */
export function Switch(props: ChoiceProps) {
  const id = useId()
  return (
    <div className="flex min-h-10 items-start justify-between gap-6 py-1.5 has-disabled:text-ink-3">
      <Words id={id} {...props} />
      <RadixSwitch.Root
        {...wiring(id, props)}
        className="mt-px h-5 w-9 shrink-0 rounded-full border border-field bg-raised p-px transition-colors duration-100 hover:border-ink-3 disabled:cursor-not-allowed disabled:opacity-60 data-[state=checked]:border-ink data-[state=checked]:bg-ink"
      >
        <RadixSwitch.Thumb className="block size-4 rounded-full bg-ink-3 transition-transform duration-100 data-[state=checked]:translate-x-4 data-[state=checked]:bg-paper" />
      </RadixSwitch.Root>
    </div>
  )
}

/** A thing that is so or not, in a form. */
export function Checkbox(props: ChoiceProps) {
  const id = useId()
  return (
    <div className="flex items-start gap-2.5 py-2 has-disabled:text-ink-3 md:py-1">
      <RadixCheckbox.Root {...wiring(id, props)} className={cn(boxLook, 'mt-0.5 size-4.5 rounded-sm')}>
        <RadixCheckbox.Indicator>
          <Check aria-hidden strokeWidth={3} className="size-3.5" />
        </RadixCheckbox.Indicator>
      </RadixCheckbox.Root>
      <Words id={id} {...props} />
    </div>
  )
}

export interface Choice<T extends string> {
  value: T
  label: ReactNode
  hint?: ReactNode
  disabled?: boolean
}

/** Where a group of controls takes its name, hint and error from. `FieldGroup` gives it. */
export interface GroupIds {
  'aria-labelledby': string
  'aria-describedby': string | undefined
}

/** One of a few, all in sight. Stands in a `FieldGroup`. */
export function RadioGroup<T extends string>(props: {
  ids: GroupIds
  /** null while nothing is chosen yet. */
  value: T | null
  onChange: (value: T) => void
  onBlur?: () => void
  choices: readonly Choice<T>[]
  disabled?: boolean
}) {
  const id = useId()
  return (
    <RadixRadio.Root
      {...props.ids}
      value={props.value}
      onValueChange={(value) => props.onChange(value as T)}
      onBlur={props.onBlur}
      disabled={props.disabled === true}
      className="grid gap-1"
    >
      {props.choices.map((choice) => (
        <div key={choice.value} className="flex items-start gap-2.5 py-2 has-disabled:text-ink-3 md:py-1">
          <RadixRadio.Item
            id={`${id}-${choice.value}`}
            value={choice.value}
            disabled={choice.disabled === true}
            aria-describedby={choice.hint ? `${id}-${choice.value}-hint` : undefined}
            className={cn(boxLook, 'mt-0.5 size-4.5 rounded-full')}
          >
            <RadixRadio.Indicator className="block size-2 rounded-full bg-paper" />
          </RadixRadio.Item>
          <Words id={`${id}-${choice.value}`} {...choice} />
        </div>
      ))}
    </RadixRadio.Root>
  )
}

/** Any of a few, all in sight; the values keep the order of the choices. Stands in a `FieldGroup`. */
export function CheckboxGroup<T extends string>(props: {
  ids: GroupIds
  value: readonly T[]
  onChange: (value: T[]) => void
  onBlur?: () => void
  choices: readonly Choice<T>[]
  disabled?: boolean
}) {
  const { value, onChange, choices } = props
  return (
    <div role="group" {...props.ids} className="grid gap-1">
      {choices.map((choice) => (
        <Checkbox
          key={choice.value}
          label={choice.label}
          hint={choice.hint}
          checked={value.includes(choice.value)}
          disabled={props.disabled === true || choice.disabled === true}
          {...(props.onBlur ? { onBlur: props.onBlur } : {})}
          onChange={(checked) =>
            onChange(
              choices
                .map((other) => other.value)
                .filter((other) => (other === choice.value ? checked : value.includes(other))),
            )
          }
        />
      ))}
    </div>
  )
}

function wiring(id: string, props: ChoiceProps) {
  return {
    id,
    checked: props.checked,
    onCheckedChange: (checked: boolean | 'indeterminate') => props.onChange(checked === true),
    onBlur: props.onBlur,
    disabled: props.disabled === true,
    'aria-describedby': props.hint ? `${id}-hint` : undefined,
  }
}

function Words({ id, label, hint }: { id: string; label: ReactNode; hint?: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-ink-3">
          {hint}
        </p>
      )}
    </div>
  )
}
