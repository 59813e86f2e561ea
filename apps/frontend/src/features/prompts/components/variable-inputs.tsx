'use client'

import type { PromptVariableValues } from '@hg/contracts'
import { Field } from '#components/ui/field.tsx'
import { sentence } from '#lib/forms/field-errors.ts'
import type { NeededVariable } from '../request-variables.ts'
import { hintOf, nameInWords } from '../variable-words.ts'
import { VariableControl } from './variable-control.tsx'

/** A field for each variable that a prompt takes, their values held elsewhere as they are typed. */
export function VariableInputs(props: {
  needed: readonly NeededVariable[]
  values: PromptVariableValues
  /** What is wrong with them, by their names. */
  problems: Record<string, string>
  onChange: (values: PromptVariableValues) => void
}) {
  const { needed, values, problems, onChange } = props
  return needed.map(({ name, variable, required }) => (
    <Field
      key={name}
      id={`variable-${name}`}
      label={nameInWords(name)}
      optional={!required}
      hint={hintOf(variable)}
      error={problems[name] === undefined ? undefined : sentence(problems[name])}
    >
      {(ids) => (
        <VariableControl
          ids={ids}
          variable={variable}
          value={values[name]}
          onChange={(value) => onChange({ ...values, [name]: value })}
        />
      )}
    </Field>
  ))
}
