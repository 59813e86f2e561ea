'use client'

import { type Client, promptHandle, promptText } from '@hg/contracts'
import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { Controller, useForm } from 'react-hook-form'
import { z } from 'zod'
import { SaveProblem } from '#components/save-problem.tsx'
import { CodeField } from '#components/ui/code-field.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormActions } from '#components/ui/form-actions.tsx'
import { Input } from '#components/ui/input.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { leave } from '#lib/leave-guard.ts'
import { copyPrompt, createPrompt, promptKeys } from '../write-prompt.ts'
import { partialWords, type PromptSource } from '../prompt-source.ts'

const partialForm = z.object({ name: promptHandle, template: promptText.shape.template })
type PartialForm = z.infer<typeof partialForm>
const fields = Object.keys(partialForm.shape)

/** A new partial: its handle, which stays, and its text. */
export function NewPartialForm({ client, source }: { client: Client; source: PromptSource | null }) {
  const router = useRouter()
  const form = useForm<PartialForm>({
    resolver: zodResolver(partialForm, { error: formMessage }),
    defaultValues: {
      name: source ? (source.clientId === client.id ? `${source.name}-copy` : source.name) : '',
      template: source?.text.template ?? '',
    },
  })
  const { errors, isDirty } = form.formState
  const create = useSave({
    send: ({ name, template }: PartialForm) =>
      source?.text.template === template
        ? copyPrompt(source.id, { client_id: client.id, name, use_own_partials: true })
        : createPrompt(client.id, {
            ...{ kind: 'partial', name, content_type: 'any', is_active: false },
            ...{ system_template: '', template, variables: {}, model_settings: {}, trim_order: [] },
          }),
    errors: { form, fields },
    stale: promptKeys,
    saved: ({ name }) => `${name} was made, as a draft`,
    onSaved: ({ id }) => router.replace(`/clients/${client.slug}/prompts/${id}`),
  })
  return (
    <form
      noValidate
      aria-label="New partial"
      className="grid max-w-[48rem] grid-cols-[minmax(0,1fr)] gap-6"
      onSubmit={(event) => void form.handleSubmit(create.submit)(event)}
    >
      <SaveProblem error={create.error} title="The partial was not made" fields={fields} />
      <Field
        id="partial-name"
        label="Name"
        hint="What templates call it by; it cannot be changed later. Lower-case letters, digits and hyphens."
        error={errorText(errors.name)}
      >
        {(ids) => (
          <Input
            {...ids}
            {...form.register('name')}
            placeholder="house-rules"
            className="font-mono"
            maxLength={60}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
          />
        )}
      </Field>
      <Controller
        control={form.control}
        name="template"
        render={({ field }) => (
          <Field
            id="partial-text"
            label="Text"
            hint={source && partialWords(source, client)}
            error={errorText(errors.template)}
          >
            {(ids) => <CodeField ids={ids} value={field.value} onChange={field.onChange} rows={12} />}
          </Field>
        )}
      />
      <FormActions
        unsaved={(isDirty || source !== null) && !create.isSuccess}
        busy={create.isPending}
        save="Make the partial"
        cancel="Cancel"
        onCancel={() => leave(() => router.push(`/clients/${client.slug}/prompts`))}
      />
    </form>
  )
}
