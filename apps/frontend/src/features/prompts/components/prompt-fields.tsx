'use client'

import type { GenerateRequest, PromptVariable } from '@hg/contracts'
import { type Control, Controller, type ControllerRenderProps } from 'react-hook-form'
import { Field, type FieldIds } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { LinesInput } from '#components/ui/lines-input.tsx'
import { Select } from '#components/ui/select.tsx'
import type { NeededVariable } from '../request-variables.ts'
import { errorText } from '#lib/forms/field-errors.ts'

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
              {(ids) => <Control ids={ids} variable={variable} field={field} />}
            </Field>
          )}
        />
      ))}
    </fieldset>
  )
}

const unsaid = 'unsaid'

function Control(props: {
  ids: FieldIds
  variable: PromptVariable
  field: ControllerRenderProps<GenerateRequest, `variables.${string}`>
}) {
  const { ids, variable, field } = props
  const value = field.value
  if (variable.type === 'array')
    return (
      <LinesInput
        ids={ids}
        ref={field.ref}
        value={Array.isArray(value) ? value : []}
        onChange={field.onChange}
        onBlur={field.onBlur}
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
        onBlur={field.onBlur}
        onChange={(chosen) => field.onChange(chosen === unsaid ? '' : chosen)}
        groups={[{ options: [{ value: unsaid, label: 'Not said' }] }, { options: choices }]}
      />
    )
  return (
    <Input
      {...ids}
      ref={field.ref}
      value={value === undefined ? '' : String(value)}
      inputMode={variable.type === 'string' ? 'text' : 'decimal'}
      autoComplete="off"
      onChange={field.onChange}
      onBlur={field.onBlur}
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

/** `target_grade` as `Target grade`. */
function nameInWords(name: string): string {
  const words = name.replaceAll('_', ' ')
  return (words[0]?.toUpperCase() ?? '') + words.slice(1)
}

function hintOf(variable: PromptVariable): string | undefined {
  const told = [
    variable.description && `${variable.description.replace(/[.]$/, '')}.`,
    variable.type === 'array' && 'One entry a line.',
    variable.default !== undefined && `Without it: ${defaultInWords(variable.default)}.`,
  ].filter(Boolean)
  return told.length > 0 ? told.join(' ') : undefined
}

function defaultInWords(value: NonNullable<PromptVariable['default']>): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return Array.isArray(value) ? value.join(', ') || 'none' : String(value)
}
