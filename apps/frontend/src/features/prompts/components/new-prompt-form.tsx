'use client'

import {
  type Client,
  contentTypeOrAny,
  type ContentTypeOrAny,
  promptName,
  type PromptProvider,
  type PromptTemplate,
} from '@hg/contracts'
import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { Controller, useForm } from 'react-hook-form'
import { z } from 'zod'
import { SaveProblem } from '#components/save-problem.tsx'
import { Checkbox, RadioGroup } from '#components/ui/choice.tsx'
import { Field, FieldGroup } from '#components/ui/field.tsx'
import { FormActions } from '#components/ui/form-actions.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { typeGroups, typeLabel } from '#features/strategy/labels.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { leave } from '#lib/leave-guard.ts'
import { blankText } from '../blank-text.ts'
import { usePrompts } from '../get-prompts.ts'
import { copyPrompt, createPrompt, promptKeys } from '../write-prompt.ts'
import { partialWords, type PromptSource } from '../prompt-source.ts'

const promptForm = z.object({
  name: promptName,
  content_type: contentTypeOrAny,
  start: z.enum(['copy', 'blank']),
  use_own_partials: z.boolean(),
})
type PromptForm = z.infer<typeof promptForm>
const fields = Object.keys(promptForm.shape)

/** A new template: its name, what it is for, and what it begins with. Its text is written on its own page. */
export function NewPromptForm(props: { client: Client; clients: Client[]; source: PromptSource | null }) {
  const { client, clients, source } = props
  const router = useRouter()
  const { data } = usePrompts(client.id)
  const form = useForm<PromptForm>({
    resolver: zodResolver(promptForm, { error: formMessage }),
    defaultValues: {
      name: source ? (source.clientId === client.id ? `${source.name} (copy)` : source.name) : '',
      content_type: contentTypeOrAny.safeParse(source?.contentType).data ?? 'any',
      start: 'copy',
      use_own_partials: false,
    },
  })
  const { errors, isDirty } = form.formState
  const type = form.watch('content_type')
  const serving = data && servingFor(type, data)
  const isReadable = serving !== undefined && (serving.open_below || clients.some(({ id }) => id === serving.client_id))
  const canCopy = source !== null || isReadable
  const start = canCopy ? form.watch('start') : 'blank'

  const create = useSave({
    send: ({ name, content_type, use_own_partials }: PromptForm) =>
      start === 'blank'
        ? createPrompt(client.id, { ...blankText, kind: 'prompt', name, content_type, is_active: false })
        : copyPrompt(source?.id ?? serving?.template_id ?? '', {
            ...{ client_id: client.id, name, content_type, use_own_partials },
          }),
    errors: { form, fields },
    stale: promptKeys,
    saved: ({ name }) => `${name} was made, as a draft`,
    onSaved: ({ id }) => router.replace(`/clients/${client.slug}/prompts/${id}`),
  })

  return (
    <form
      noValidate
      aria-label="New prompt template"
      className="grid max-w-[40rem] grid-cols-[minmax(0,1fr)] gap-6"
      onSubmit={(event) => void form.handleSubmit(create.submit)(event)}
    >
      <SaveProblem error={create.error} title="The template was not made" fields={fields} />
      <Field id="prompt-name" label="Name" error={errorText(errors.name)}>
        {(ids) => <Input {...ids} {...form.register('name')} maxLength={200} autoComplete="off" />}
      </Field>
      <Controller
        control={form.control}
        name="content_type"
        render={({ field }) => (
          <Field
            id="prompt-type"
            label="For"
            hint={serving ? servingWords(serving, client) : undefined}
            error={errorText(errors.content_type)}
          >
            {(ids) => (
              <Select
                id={ids.id}
                describedBy={ids['aria-describedby']}
                value={field.value}
                onBlur={field.onBlur}
                onChange={field.onChange}
                groups={typeGroups}
              />
            )}
          </Field>
        )}
      />
      <Controller
        control={form.control}
        name="start"
        render={({ field }) => (
          <FieldGroup id="prompt-start" label="Begin with">
            {(ids) => (
              <RadioGroup
                ids={ids}
                value={start}
                onChange={field.onChange}
                onBlur={field.onBlur}
                choices={[
                  {
                    value: 'copy',
                    label: source ? `A copy of ${source.name}` : 'A copy of what serves now',
                    hint: source ? partialWords(source, client) : copyWords(serving, isReadable),
                    disabled: !canCopy,
                  },
                  {
                    value: 'blank',
                    label: 'A blank one',
                    hint: 'The least that a prompt needs: the piece, its length, its language and the form of the answer.',
                  },
                ]}
              />
            )}
          </FieldGroup>
        )}
      />
      {start === 'copy' && (errors.use_own_partials !== undefined || form.watch('use_own_partials')) && (
        <Controller
          control={form.control}
          name="use_own_partials"
          render={({ field }) => (
            <div>
              <Checkbox
                label={`Have it render the partials that ${client.name} has by these names`}
                checked={field.value}
                onChange={(checked) => {
                  field.onChange(checked)
                  form.clearErrors('use_own_partials')
                }}
                onBlur={field.onBlur}
              />
              {errors.use_own_partials && (
                <p role="alert" className="text-sm text-danger">
                  {errorText(errors.use_own_partials)}
                </p>
              )}
            </div>
          )}
        />
      )}
      <FormActions
        unsaved={(isDirty || source !== null) && !create.isSuccess}
        busy={create.isPending}
        save="Make the template"
        cancel="Cancel"
        onCancel={() => leave(() => router.push(`/clients/${client.slug}/prompts`))}
      />
    </form>
  )
}

type Serving = NonNullable<PromptProvider['serves']>

/** What serves a content type; for any content, what serves where nothing is kept for a type of its own. */
function servingFor(
  type: ContentTypeOrAny,
  data: { providers: PromptProvider[]; templates: PromptTemplate[] },
): Serving | undefined {
  const found =
    type === 'any'
      ? data.providers.find(({ serves }) => serves?.as === 'any')
      : data.providers.find(({ content_type }) => content_type === type)
  return found?.serves ?? undefined
}

function servingWords(serving: Serving, client: Client): string {
  const whose = serving.client_id === client.id ? 'of its own' : `of ${serving.client_name}`
  return `“${serving.name}” ${whose} serves it now${serving.as === 'any' ? ', for any content' : ''}.`
}

function copyWords(serving: Serving | undefined, isReadable: boolean): string {
  if (!serving) return 'Nothing serves it now.'
  if (!isReadable)
    return `“${serving.name}” belongs to ${serving.client_name}, whose people have not opened it to those below.`
  return `“${serving.name}”, version ${serving.version}, for ${typeLabel(serving.as).toLowerCase()}`
}
