'use client'

import type { Client, ContentTemplate, ContentType, GenerateRequest } from '@hg/contracts'
import { Controller, useFormContext } from 'react-hook-form'
import { ChipsInput } from '#components/ui/chips-input.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { TemplatePicker } from '#features/content-templates/components/template-picker.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { contentTypeGroups, contentTypeLabels } from '#lib/labels.ts'

const typeGroups = contentTypeGroups.map(({ label, types }) => ({
  label,
  options: types.map((value) => ({ value, label: contentTypeLabels[value] })),
}))

/** What the piece is, and what it is about. */
export function SubjectFields(props: {
  client: Client
  contentType: ContentType
  onContentType: (contentType: ContentType) => void
  onTemplate: (chosen: ContentTemplate | null, before: ContentTemplate | null) => void
}) {
  const { client, contentType, onContentType, onTemplate } = props
  const form = useFormContext<GenerateRequest>()
  const { errors } = form.formState
  return (
    <>
      <Controller
        control={form.control}
        name="content_type"
        render={({ field }) => (
          <Field id="content-type" label="Content type" error={errorText(errors.content_type)}>
            {(ids) => (
              <Select
                id={ids.id}
                describedBy={ids['aria-describedby']}
                invalid={ids['aria-invalid']}
                value={field.value}
                groups={typeGroups}
                onBlur={field.onBlur}
                onChange={(value) => {
                  field.onChange(value)
                  onContentType(value)
                }}
              />
            )}
          </Field>
        )}
      />
      <TemplatePicker
        client={client}
        contentType={contentType}
        value={form.watch('content_template_id')}
        error={errorText(errors.content_template_id)}
        onChoose={onTemplate}
      />
      <Field id="topic" label="Topic" error={errorText(errors.topic)} hint="What the piece is about, in a sentence.">
        {(ids) => (
          <Input {...ids} {...form.register('topic')} autoComplete="off" maxLength={500} className="h-11 md:h-11" />
        )}
      </Field>
      <Controller
        control={form.control}
        name="keywords"
        render={({ field, fieldState }) => (
          <Field
            id="keywords"
            label="Keywords"
            optional
            error={errorText(fieldState.error ?? errors.keywords)}
            hint="Enter or a comma adds one."
          >
            {(ids) => (
              <ChipsInput
                ids={ids}
                value={field.value ?? []}
                onChange={field.onChange}
                onBlur={field.onBlur}
                max={30}
              />
            )}
          </Field>
        )}
      />
      <Field
        id="brief"
        label="Brief"
        optional
        error={errorText(errors.brief)}
        hint="Facts to use, points to make, sources, what to leave out."
      >
        {(ids) => <Textarea {...ids} {...form.register('brief')} rows={7} className="min-h-40" />}
      </Field>
    </>
  )
}
