'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { type Client, clientCreate, type ClientCreate, suggestSlug } from '@hg/contracts'
import Link from 'next/link'
import { Controller, useForm } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { RadioGroup } from '#components/ui/choice.tsx'
import { Field, FieldGroup } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { SearchSelect } from '#components/ui/search-select.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { emptyIsAbsent } from '#lib/forms/registering.ts'
import { clientTypeLabels } from '#lib/labels.ts'
import { useLeaveGuard } from '#lib/leave-guard.ts'
import { newClientFields, useCreateClient } from '../create-client.ts'
import { typesUnder } from '../places-for.ts'
import { placeOptions } from './place-options.tsx'

const resolver = zodResolver(clientCreate, { error: formMessage })
const typeHints: Record<string, string> = {
  direct: 'Works with us without an agency.',
  agency: 'Has customers of its own, and sees to them itself.',
}

/** Name and place of a new client, and the first facts. The short name is made of the name unless one is given. */
export function NewClientForm(props: { clients: Client[]; places: Client[]; first: Client }) {
  const { clients, places, first } = props
  const form = useForm<ClientCreate>({
    resolver,
    defaultValues: { parent_id: first.id, name: '', type: typesUnder(first)[0] },
  })
  const { errors, dirtyFields, isDirty } = form.formState
  const create = useCreateClient(form)
  useLeaveGuard(isDirty && !create.isSuccess)
  const parentId = form.watch('parent_id')
  const place = places.find(({ id }) => id === parentId) ?? first
  const suggestion = suggestSlug(form.watch('name'))

  return (
    <form
      noValidate
      aria-label="New client"
      className="grid gap-6"
      onSubmit={(event) => void form.handleSubmit(create.submit)(event)}
    >
      <SaveProblem
        error={create.error}
        title="The client was not added"
        fields={newClientFields}
        again="Look whether the client is there before you send it again."
      />
      <Field id="name" label="Name" error={errorText(errors.name)}>
        {(ids) => <Input {...ids} {...form.register('name')} autoComplete="off" maxLength={120} className="h-11" />}
      </Field>
      <Controller
        control={form.control}
        name="parent_id"
        render={({ field }) => (
          <Field id="parent" label="Under" error={errorText(errors.parent_id)}>
            {(ids) => (
              <SearchSelect
                ids={ids}
                label="Clients to stand under"
                placeholder="Choose a place"
                value={field.value}
                options={placeOptions(clients, places)}
                onBlur={field.onBlur}
                onChange={(id) => {
                  field.onChange(id)
                  const chosen = places.find((other) => other.id === id)
                  if (chosen) form.setValue('type', typesUnder(chosen)[0])
                }}
              />
            )}
          </Field>
        )}
      />
      {typesUnder(place).length > 1 && (
        <Controller
          control={form.control}
          name="type"
          render={({ field }) => (
            <FieldGroup id="type" label="Kind" error={errorText(errors.type)}>
              {(ids) => (
                <RadioGroup
                  ids={ids}
                  value={field.value ?? null}
                  onChange={field.onChange}
                  onBlur={field.onBlur}
                  choices={typesUnder(place).map((value) => ({
                    value,
                    label: clientTypeLabels[value],
                    hint: typeHints[value],
                  }))}
                />
              )}
            </FieldGroup>
          )}
        />
      )}
      <Field
        id="slug"
        label="Short name"
        optional
        error={errorText(errors.slug)}
        hint={
          dirtyFields.slug
            ? 'For web addresses: lower-case letters, digits and hyphens.'
            : 'For web addresses. Made of the name, with a number when another client has it.'
        }
      >
        {(ids) => (
          <Input
            {...ids}
            {...form.register('slug', emptyIsAbsent)}
            placeholder={form.watch('name').trim() === '' ? '' : suggestion}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            className="font-mono"
          />
        )}
      </Field>
      <div className="grid gap-6 sm:grid-cols-2">
        <Field id="industry" label="Industry" optional error={errorText(errors.facts?.industry)}>
          {(ids) => <Input {...ids} {...form.register('facts.industry', emptyIsAbsent)} />}
        </Field>
        <Field id="website" label="Website" optional error={errorText(errors.facts?.website)}>
          {(ids) => (
            <Input {...ids} {...form.register('facts.website', emptyIsAbsent)} type="url" placeholder="https://" />
          )}
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <Button type="submit" look="primary" size="lg" busy={create.isPending || create.isSuccess}>
          Add the client
        </Button>
        <Button asChild look="quiet" size="lg">
          <Link href={`/clients/${place.slug}`}>Cancel</Link>
        </Button>
      </div>
    </form>
  )
}
