'use client'

import type { GenerateRequest } from '@hg/contracts'
import { type Control, Controller } from 'react-hook-form'
import { Field } from '#components/ui/field.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import type { NeededVariable } from '../request-variables.ts'
import { hintOf, nameInWords } from '../variable-words.ts'
import { VariableControl } from './variable-control.tsx'

/** What the prompt template asks of the request beyond topic, keywords and brief. */
export function PromptFields(props: { control: Control<GenerateRequest>; needed: readonly NeededVariable[] }) {
  return (
    <fieldset className="grid min-w-0 gap-6">
      <legend className="sr-only">What the prompt template asks for</legend>
      {props.needed.map(({ name, variable, required }) => (
        <Controller
          key={name}
          control={props.control}
          name={`variables.${name}`}
          shouldUnregister
          // What nobody said is empty: nothing at all would be no value that a request takes.
          defaultValue={variable.type === 'array' ? [] : ''}
          render={({ field, fieldState }) => (
            <Field
              id={`variable-${name}`}
              label={nameInWords(name)}
              optional={!required}
              hint={hintOf(variable)}
              error={errorText(fieldState.error)}
            >
              {(ids) => (
                <VariableControl
                  ids={ids}
                  variable={variable}
                  value={field.value}
                  onChange={field.onChange}
                  onBlur={field.onBlur}
                  ref={field.ref}
                />
              )}
            </Field>
          )}
        />
      ))}
    </fieldset>
  )
}
