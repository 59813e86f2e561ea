'use client'

import { llmProvider, routingMode } from '@hg/contracts'
import { Controller, useFormContext } from 'react-hook-form'
import { CheckboxGroup } from '#components/ui/choice.tsx'
import { ChipsInput } from '#components/ui/chips-input.tsx'
import { Field, FieldGroup } from '#components/ui/field.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { Section } from '#components/ui/section.tsx'
import { Select } from '#components/ui/select.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { emptyIsAbsent } from '#lib/forms/registering.ts'
import { contentTypeGroups, contentTypeLabels, providerLabels, routingLabels } from '#lib/labels.ts'
import type { TemplateValues } from '../template-values.ts'
import { SectionRows } from './section-rows.tsx'

/** All that a content template says. Stands in a `FormProvider`. */
export function TemplateFields() {
  const { register, formState } = useFormContext<TemplateValues>()
  const { errors } = formState
  return (
    <>
      <div className="grid gap-6">
        <Field id="name" label="Name" error={errorText(errors.name)}>
          {(ids) => <Input {...ids} {...register('name')} autoComplete="off" maxLength={120} />}
        </Field>
        <Field
          id="description"
          label="Description"
          optional
          error={errorText(errors.description)}
          hint="For whom and when to choose it."
        >
          {(ids) => <Textarea {...ids} {...register('description', emptyIsAbsent)} rows={2} className="min-h-16!" />}
        </Field>
        <ContentTypes />
        <Field
          id="brief"
          label="Brief"
          optional
          error={errorText(errors.brief)}
          hint="What every piece of this kind is told. It fills the request’s brief, where it can be added to."
        >
          {(ids) => <Textarea {...ids} {...register('brief')} rows={8} className="min-h-48" />}
        </Field>
      </div>
      <Section
        title="Sections"
        help="The headings of the piece in their order. A required one must be there under this very heading, and is checked."
      >
        <SectionRows />
      </Section>
      <Section title="Defaults" help="Used where a request says nothing itself.">
        <Defaults />
      </Section>
    </>
  )
}

function ContentTypes() {
  const { control, formState } = useFormContext<TemplateValues>()
  return (
    <Controller
      control={control}
      name="content_types"
      render={({ field }) => (
        <FieldGroup id="content-types" label="For" error={errorText(formState.errors.content_types)}>
          {(ids) => (
            <div role="group" {...ids} className="grid gap-x-6 gap-y-4 sm:grid-cols-2 md:grid-cols-4">
              {contentTypeGroups.map(({ label, types }) => (
                <div key={label}>
                  <p className="mb-1 text-sm text-ink-3">{label}</p>
                  <CheckboxGroup
                    ids={ids}
                    value={field.value}
                    choices={types.map((value) => ({ value, label: contentTypeLabels[value] }))}
                    onBlur={field.onBlur}
                    onChange={(chosen) =>
                      field.onChange([...field.value.filter((type) => !types.includes(type)), ...chosen])
                    }
                  />
                </div>
              ))}
            </div>
          )}
        </FieldGroup>
      )}
    />
  )
}

const open = 'open'
const routingGroups = [
  { options: [{ value: open, label: 'As the strategy says' }] },
  { options: routingMode.options.map((value) => ({ value, ...routingLabels[value] })) },
]
const providerGroups = [
  { options: [{ value: open, label: 'Whichever the routing picks' }] },
  { options: llmProvider.options.map((value) => ({ value, label: providerLabels[value] })) },
]

function Defaults() {
  const { control, register, formState } = useFormContext<TemplateValues>()
  const errors = formState.errors.defaults
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <Controller
        control={control}
        name="defaults.keywords"
        render={({ field }) => (
          <Field
            id="keywords"
            label="Keywords"
            optional
            className="sm:col-span-2"
            error={errorText(errors?.keywords)}
            hint="Enter or a comma adds one."
          >
            {(ids) => (
              <ChipsInput
                ids={ids}
                value={field.value ?? []}
                onChange={(words) => field.onChange(words.length > 0 ? words : undefined)}
                onBlur={field.onBlur}
                max={30}
              />
            )}
          </Field>
        )}
      />
      <Field
        id="audience"
        label="Audience"
        optional
        error={errorText(errors?.audience)}
        hint="Of these pieces, beside the brand’s."
      >
        {(ids) => (
          <Textarea {...ids} {...register('defaults.audience', emptyIsAbsent)} rows={2} className="min-h-16!" />
        )}
      </Field>
      <Field
        id="tone"
        label="Tone"
        optional
        error={errorText(errors?.tone)}
        hint="Within what the strategy says of the voice."
      >
        {(ids) => <Textarea {...ids} {...register('defaults.tone', emptyIsAbsent)} rows={2} className="min-h-16!" />}
      </Field>
      <Controller
        control={control}
        name="defaults.llm.routing"
        render={({ field }) => (
          <Field id="routing" label="Routing" error={errorText(errors?.llm?.routing)}>
            {(ids) => (
              <Select
                id={ids.id}
                value={field.value ?? open}
                groups={routingGroups}
                onBlur={field.onBlur}
                onChange={(value) => field.onChange(routingMode.safeParse(value).data)}
              />
            )}
          </Field>
        )}
      />
      <Controller
        control={control}
        name="defaults.llm.provider"
        render={({ field }) => (
          <Field id="provider" label="Provider" error={errorText(errors?.llm?.provider)}>
            {(ids) => (
              <Select
                id={ids.id}
                value={field.value ?? open}
                groups={providerGroups}
                onBlur={field.onBlur}
                onChange={(value) => field.onChange(llmProvider.safeParse(value).data)}
              />
            )}
          </Field>
        )}
      />
      <Field id="model" label="Model" optional error={errorText(errors?.llm?.model)} className="sm:col-span-2">
        {(ids) => (
          <Input
            {...ids}
            {...register('defaults.llm.model', emptyIsAbsent)}
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
    </div>
  )
}
