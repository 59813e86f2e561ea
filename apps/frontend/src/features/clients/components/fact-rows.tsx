'use client'

import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useFieldArray, useFormContext } from 'react-hook-form'
import { Button } from '#components/ui/button.tsx'
import { FieldGroup } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { emptyIsAbsent } from '#lib/forms/registering.ts'
import type { ClientForm } from '../client-form-values.ts'
import { factLabels } from '../fact-labels.ts'

/** Telephone numbers, each with what it is for. */
export function PhoneRows() {
  const { control, register, formState } = useFormContext<ClientForm>()
  const rows = useFieldArray({ control, name: 'facts.phones' })
  const errors = formState.errors.facts?.phones
  return (
    <Rows
      id="phones"
      error={errorText(errors?.root)}
      add="Add a number"
      onAdd={() => rows.append({ number: '' })}
      rows={rows.fields.map((row, index) => ({
        key: row.id,
        remove: () => rows.remove(index),
        name: `number ${index + 1}`,
        error: errorText(errors?.[index]?.number) ?? errorText(errors?.[index]?.label),
        content: (
          <>
            <Input
              {...register(`facts.phones.${index}.label`, emptyIsAbsent)}
              aria-label={`What number ${index + 1} is for`}
              placeholder="Office"
              className="sm:max-w-36"
            />
            <Input
              {...register(`facts.phones.${index}.number`)}
              aria-label={`Number ${index + 1}`}
              aria-invalid={errors?.[index]?.number !== undefined}
              placeholder="+1 513 555 0100"
              type="tel"
              autoComplete="off"
            />
          </>
        ),
      }))}
    />
  )
}

const parts = [
  ['label', 'Office', 'sm:col-span-2'],
  ['street', 'Street and number', 'sm:col-span-4'],
  ['city', 'Town', 'sm:col-span-2'],
  ['region', 'State', 'sm:col-span-2'],
  ['postal_code', 'Postal code', ''],
  ['country', 'US', ''],
] as const

/** Postal addresses; what is not known stays empty. */
export function AddressRows() {
  const { control, register, formState } = useFormContext<ClientForm>()
  const rows = useFieldArray({ control, name: 'facts.addresses' })
  const errors = formState.errors.facts?.addresses
  return (
    <Rows
      id="addresses"
      error={errorText(errors?.root)}
      add="Add an address"
      onAdd={() => rows.append({})}
      rows={rows.fields.map((row, index) => ({
        key: row.id,
        remove: () => rows.remove(index),
        name: `address ${index + 1}`,
        error: errorText(errors?.[index]) ?? parts.map(([part]) => errorText(errors?.[index]?.[part])).find(Boolean),
        content: (
          <div className="grid flex-1 gap-2 sm:grid-cols-6">
            {parts.map(([part, placeholder, look]) => (
              <Input
                key={part}
                {...register(`facts.addresses.${index}.${part}`, emptyIsAbsent)}
                aria-label={`${part === 'label' ? 'What it is' : placeholder} of address ${index + 1}`}
                aria-invalid={errors?.[index]?.[part] !== undefined}
                placeholder={placeholder}
                autoComplete="off"
                className={look}
              />
            ))}
          </div>
        ),
      }))}
    />
  )
}

/** Facts that have no field: a name and what is so. */
export function CustomRows() {
  const { control, register, formState } = useFormContext<ClientForm>()
  const rows = useFieldArray({ control, name: 'facts.custom' })
  const errors = formState.errors.facts?.custom
  return (
    <Rows
      id="custom"
      error={errorText(errors?.root) ?? (Array.isArray(errors) ? undefined : errorText(errors))}
      add="Add a fact"
      onAdd={() => rows.append({ name: '', value: '' })}
      rows={rows.fields.map((row, index) => ({
        key: row.id,
        remove: () => rows.remove(index),
        name: `fact ${index + 1}`,
        error: errorText(errors?.[index]?.name) ?? errorText(errors?.[index]?.value),
        content: (
          <>
            <Input
              {...register(`facts.custom.${index}.name`)}
              aria-label={`Name of fact ${index + 1}`}
              aria-invalid={errors?.[index]?.name !== undefined}
              placeholder="Paving season"
              className="sm:max-w-56"
            />
            <Input
              {...register(`facts.custom.${index}.value`)}
              aria-label={`Fact ${index + 1}`}
              aria-invalid={errors?.[index]?.value !== undefined}
              placeholder="April to November"
            />
          </>
        ),
      }))}
    />
  )
}

interface Row {
  key: string
  name: string
  content: ReactNode
  error: string | undefined
  remove: () => void
}

function Rows(props: {
  id: 'phones' | 'addresses' | 'custom'
  error: string | undefined
  add: string
  onAdd: () => void
  rows: Row[]
}) {
  return (
    <FieldGroup id={props.id} label={factLabels[props.id]} error={props.error} className="sm:col-span-2">
      {(ids) => (
        <div role="group" {...ids} className="grid gap-3">
          {props.rows.map((row) => (
            <div key={row.key}>
              <div className="flex items-start gap-2">
                <div className="flex min-w-0 flex-1 gap-2 max-sm:flex-col">{row.content}</div>
                <Button look="quiet" aria-label={`Remove ${row.name}`} className="px-2.5" onClick={row.remove}>
                  <X aria-hidden className="size-4" />
                </Button>
              </div>
              {row.error && (
                <p role="alert" className="mt-1 text-sm text-danger">
                  {row.error}
                </p>
              )}
            </div>
          ))}
          <Button size="sm" className="justify-self-start" onClick={props.onAdd}>
            <Plus aria-hidden className="size-4" />
            {props.add}
          </Button>
        </div>
      )}
    </FieldGroup>
  )
}
