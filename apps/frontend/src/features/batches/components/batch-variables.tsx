'use client'

import type { PromptVariableValues } from '@hg/contracts'
import { Field } from '#components/ui/field.tsx'
import { VariableControl } from '#features/prompts/components/variable-control.tsx'
import type { NeededVariable } from '#features/prompts/request-variables.ts'
import { hintOf, nameInWords } from '#features/prompts/variable-words.ts'
import { sentence } from '#lib/forms/field-errors.ts'

/** What the prompt asks of each piece, answered once for all topics. */
export function BatchVariables(props: {
  /** The template that asks. */
  asker: string
  needed: readonly NeededVariable[]
  values: PromptVariableValues
  problems: Record<string, string>
  onChange: (values: PromptVariableValues) => void
}) {
  const { asker, needed, values, problems, onChange } = props
  return (
    <fieldset className="grid min-w-0 gap-5">
      <legend className="mb-4">
        <span className="block font-medium">For all topics</span>
        <span className="mt-0.5 block text-sm wrap-anywhere text-ink-3">
          The prompt “{asker}” asks for this, once for all topics. Where topics differ in it, a CSV has columns for it.
        </span>
      </legend>
      {needed.map(({ name, variable, required }) => (
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
      ))}
    </fieldset>
  )
}
