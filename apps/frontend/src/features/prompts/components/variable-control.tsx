'use client'

import type { PromptVariable, PromptVariableValues } from '@hg/contracts'
import type { Ref } from 'react'
import type { FieldIds } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { LinesInput } from '#components/ui/lines-input.tsx'
import { Select } from '#components/ui/select.tsx'

const unsaid = 'unsaid'

/** What a variable's value is typed into or chosen from; the value is as it was typed. */
export function VariableControl(props: {
  ids: FieldIds
  variable: PromptVariable
  value: PromptVariableValues[string] | undefined
  onChange: (value: PromptVariableValues[string]) => void
  onBlur?: () => void
  ref?: Ref<HTMLInputElement & HTMLTextAreaElement>
}) {
  const { ids, variable, value, onChange, onBlur, ref } = props
  if (variable.type === 'array')
    return (
      <LinesInput
        ids={ids}
        value={Array.isArray(value) ? value : []}
        onChange={onChange}
        {...(ref && { ref })}
        {...(onBlur && { onBlur })}
      />
    )
  const choices = choicesOf(variable)
  if (choices)
    return (
      <Select
        id={ids.id}
        describedBy={ids['aria-describedby']}
        invalid={ids['aria-invalid']}
        value={value === undefined || value === '' ? unsaid : String(value)}
        onBlur={onBlur ?? (() => undefined)}
        onChange={(chosen) => onChange(chosen === unsaid ? '' : chosen)}
        groups={[{ options: [{ value: unsaid, label: 'Not said' }] }, { options: choices }]}
      />
    )
  return (
    <Input
      {...ids}
      ref={ref}
      value={value === undefined ? '' : String(value)}
      inputMode={variable.type === 'string' ? 'text' : 'decimal'}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
      onBlur={onBlur}
    />
  )
}

function choicesOf(variable: Exclude<PromptVariable, { type: 'array' }>) {
  if (variable.type === 'boolean')
    return [
      { value: 'true', label: 'Yes' },
      { value: 'false', label: 'No' },
    ]
  return variable.enum?.map((choice) => ({ value: String(choice), label: String(choice) }))
}
