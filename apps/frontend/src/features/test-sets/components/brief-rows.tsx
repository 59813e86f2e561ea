'use client'

import { maxTestBriefs } from '@hg/contracts'
import { Plus, X } from 'lucide-react'
import { Controller, useFieldArray, useFormContext } from 'react-hook-form'
import { Button } from '#components/ui/button.tsx'
import { ChipsInput } from '#components/ui/chips-input.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { useClients } from '#features/clients/get-clients.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import type { NeededVariable } from '#features/prompts/request-variables.ts'
import { emptyBrief, type TestSetValues } from '../test-set-values.ts'
import { BriefVariables } from './brief-variables.tsx'

/** The briefs of a test set: what each piece of a run is asked for with. */
export function BriefRows({ needed }: { needed: readonly NeededVariable[] }) {
  const { control, formState } = useFormContext<TestSetValues>()
  const rows = useFieldArray({ control, name: 'briefs' })
  const { briefs: errors } = formState.errors
  const wrong = errorText(errors?.root) ?? (Array.isArray(errors) ? undefined : errorText(errors))
  return (
    <div className="grid gap-6">
      <ol className="grid gap-6">
        {rows.fields.map((row, index) => (
          <li key={row.id} className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3">
            <span aria-hidden className="figures pt-8 text-right text-ink-3">
              {index + 1}
            </span>
            <BriefRow index={index} needed={needed} onRemove={() => rows.remove(index)} />
          </li>
        ))}
      </ol>
      {wrong && (
        <p role="alert" className="text-sm text-danger">
          {wrong}
        </p>
      )}
      <Button
        size="sm"
        className="justify-self-start"
        disabled={rows.fields.length >= maxTestBriefs}
        onClick={() => rows.append(emptyBrief)}
      >
        <Plus aria-hidden className="size-4" />
        Add a brief
      </Button>
    </div>
  )
}

interface BriefRowProps {
  index: number
  needed: readonly NeededVariable[]
  onRemove: () => void
}

function BriefRow({ index, needed, onRemove }: BriefRowProps) {
  const { control, register, formState, getValues } = useFormContext<TestSetValues>()
  const errors = formState.errors.briefs?.[index]
  const path = `briefs.${index}` as const
  const taken = getValues(`${path}.taken_from`)
  const { data: clients } = useClients()
  const client = taken && clients?.find(({ id }) => id === taken.client_id)
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3 border-b pb-6">
      <div className="flex items-end gap-2">
        <Field id={`${path}.topic`} label="Topic" error={errorText(errors?.topic)} className="min-w-0 flex-1">
          {(ids) => <Input {...ids} {...register(`${path}.topic`)} autoComplete="off" maxLength={500} />}
        </Field>
        <Button look="quiet" aria-label={`Remove brief ${index + 1}`} className="px-2.5" onClick={onRemove}>
          <X aria-hidden className="size-4" />
        </Button>
      </div>
      <Controller
        control={control}
        name={`${path}.keywords`}
        render={({ field }) => (
          <Field id={`${path}.keywords`} label="Keywords" optional error={errorText(errors?.keywords)}>
            {(ids) => (
              <ChipsInput ids={ids} value={field.value} onChange={field.onChange} onBlur={field.onBlur} max={30} />
            )}
          </Field>
        )}
      />
      <Field id={`${path}.brief`} label="Brief" optional error={errorText(errors?.brief)}>
        {(ids) => <Textarea {...ids} {...register(`${path}.brief`)} rows={2} className="min-h-16!" />}
      </Field>
      <BriefVariables index={index} needed={needed} />
      {taken && (
        <p className="text-sm text-ink-3">
          Taken from a piece of {client?.name ?? 'a client below'}: it goes when the text of that piece does, or that
          client leaves.
        </p>
      )}
    </div>
  )
}
