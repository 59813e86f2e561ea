import type { ComponentProps, ReactNode } from 'react'
import { Field } from '#components/ui/field.tsx'
import { UsdInput } from '#components/ui/usd-input.tsx'

/** A ceiling in US dollars: no call is begun that could pass it. */
export function CostLimitField(props: {
  label: string
  hint: ReactNode
  error: string | undefined
  input: ComponentProps<'input'>
}) {
  return (
    <Field id="max-cost" label={props.label} optional error={props.error} hint={props.hint}>
      {(ids) => <UsdInput {...ids} {...props.input} />}
    </Field>
  )
}
