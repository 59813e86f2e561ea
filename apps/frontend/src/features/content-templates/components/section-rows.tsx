'use client'

import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { Controller, useFieldArray, useFormContext, useWatch } from 'react-hook-form'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/choice.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input, NumberInput, Textarea } from '#components/ui/input.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { emptyIsAbsent, numberOrAbsent } from '#lib/forms/registering.ts'
import { formatCount } from '#lib/format.ts'
import { type TemplateValues, wordsOf } from '../template-values.ts'

const mostSections = 30

/** The sections in their order: each with its heading, what belongs there, how long it is and whether it must be there. */
export function SectionRows() {
  const { control, formState } = useFormContext<TemplateValues>()
  const rows = useFieldArray({ control, name: 'sections' })
  const sections = useWatch({ control, name: 'sections' }) ?? []
  const words = wordsOf(sections)
  const { sections: errors } = formState.errors
  const wrong = errorText(errors?.root) ?? (Array.isArray(errors) ? undefined : errorText(errors))
  return (
    <div className="grid gap-6">
      {rows.fields.length === 0 ? (
        <p className="text-ink-2">None: the structure is left to the strategy and the kind of content.</p>
      ) : (
        <ol className="grid gap-6">
          {rows.fields.map((row, index) => (
            <li key={row.id} className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3">
              <span aria-hidden className="figures pt-8 text-right text-ink-3">
                {index + 1}
              </span>
              <SectionRow
                index={index}
                onRemove={() => rows.remove(index)}
                onUp={index > 0 ? () => rows.move(index, index - 1) : undefined}
                onDown={index < rows.fields.length - 1 ? () => rows.move(index, index + 1) : undefined}
              />
            </li>
          ))}
        </ol>
      )}
      {wrong && (
        <p role="alert" className="text-sm text-danger">
          {wrong}
        </p>
      )}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <Button
          size="sm"
          disabled={rows.fields.length >= mostSections}
          onClick={() => rows.append({ heading: '', required: false })}
        >
          <Plus aria-hidden className="size-4" />
          Add a section
        </Button>
        {words !== null && <p className="text-sm text-ink-3">About {formatCount(words)} words together</p>}
      </div>
    </div>
  )
}

function SectionRow(props: {
  index: number
  onRemove: () => void
  onUp: (() => void) | undefined
  onDown: (() => void) | undefined
}) {
  const { index } = props
  const { control, register, formState } = useFormContext<TemplateValues>()
  const errors = formState.errors.sections?.[index]
  const path = `sections.${index}` as const
  const name = `section ${index + 1}`
  return (
    <div className="grid gap-3 border-b pb-6">
      <div className="flex items-end gap-2 max-sm:flex-wrap">
        <Field id={`${path}.heading`} label="Heading" error={errorText(errors?.heading)} className="flex-1 basis-56">
          {(ids) => <Input {...ids} {...register(`${path}.heading`)} autoComplete="off" maxLength={120} />}
        </Field>
        <Field id={`${path}.words`} label="About" error={errorText(errors?.words)} className="w-40">
          {(ids) => <NumberInput {...ids} {...register(`${path}.words`, numberOrAbsent)} unit="words" min={10} />}
        </Field>
        <div className="flex">
          <RowButton label={`Move ${name} up`} onClick={props.onUp}>
            <ArrowUp aria-hidden className="size-4" />
          </RowButton>
          <RowButton label={`Move ${name} down`} onClick={props.onDown}>
            <ArrowDown aria-hidden className="size-4" />
          </RowButton>
          <RowButton label={`Remove ${name}`} onClick={props.onRemove}>
            <X aria-hidden className="size-4" />
          </RowButton>
        </div>
      </div>
      <Field id={`${path}.guidance`} label="What belongs there" optional error={errorText(errors?.guidance)}>
        {(ids) => <Textarea {...ids} {...register(`${path}.guidance`, emptyIsAbsent)} rows={2} className="min-h-16!" />}
      </Field>
      <Controller
        control={control}
        name={`${path}.required`}
        render={({ field }) => (
          <Checkbox
            label="Required under this heading"
            checked={field.value ?? false}
            onChange={field.onChange}
            onBlur={field.onBlur}
          />
        )}
      />
    </div>
  )
}

function RowButton(props: { label: string; onClick: (() => void) | undefined; children: React.ReactNode }) {
  return (
    <Button
      look="quiet"
      aria-label={props.label}
      className="px-2.5"
      disabled={props.onClick === undefined}
      onClick={props.onClick}
    >
      {props.children}
    </Button>
  )
}
