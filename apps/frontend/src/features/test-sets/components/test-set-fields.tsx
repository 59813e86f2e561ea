'use client'

import type { Client } from '@hg/contracts'
import { Controller, useFormContext, useWatch } from 'react-hook-form'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Section } from '#components/ui/section.tsx'
import { Select } from '#components/ui/select.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { contentTypeGroups, contentTypeLabels } from '#lib/labels.ts'
import type { TestSetValues } from '../test-set-values.ts'
import { useBriefNeeds } from '../use-brief-needs.ts'
import { BriefRows } from './brief-rows.tsx'
import { PiecePicker } from './piece-picker.tsx'

const typeGroups = contentTypeGroups.map(({ label, types }) => ({
  label,
  options: types.map((value) => ({ value, label: contentTypeLabels[value] })),
}))

/** All that a test set says. Stands in a `FormProvider`. */
export function TestSetFields({ client }: { client: Client }) {
  const { control, register, formState } = useFormContext<TestSetValues>()
  const { errors } = formState
  const type = useWatch<TestSetValues, 'content_type'>({ name: 'content_type' })
  const needed = useBriefNeeds(client.id, type)
  return (
    <>
      <div className="grid gap-6 sm:grid-cols-[minmax(0,1fr)_14rem]">
        <Field id="name" label="Name" error={errorText(errors.name)}>
          {(ids) => <Input {...ids} {...register('name')} autoComplete="off" maxLength={120} />}
        </Field>
        <Controller
          control={control}
          name="content_type"
          render={({ field }) => (
            <Field id="content_type" label="Written as" error={errorText(errors.content_type)}>
              {(ids) => (
                <Select
                  id={ids.id}
                  value={field.value}
                  onChange={field.onChange}
                  onBlur={field.onBlur}
                  groups={typeGroups}
                  invalid={ids['aria-invalid']}
                  describedBy={ids['aria-describedby']}
                />
              )}
            </Field>
          )}
        />
      </div>
      <Section title="Briefs" help="Each is written once in every run, with the strategy that then counts. Up to 50.">
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <PiecePicker client={client} />
          <BriefRows needed={needed} />
        </div>
      </Section>
    </>
  )
}
