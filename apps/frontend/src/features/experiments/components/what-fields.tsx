import type { Client, PromptTemplate } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { Controller, type UseFormReturn } from 'react-hook-form'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { promptQuery } from '#features/prompts/get-prompt.ts'
import { usePrompts } from '#features/prompts/get-prompts.ts'
import { typeGroups, typeLabel } from '#features/strategy/labels.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import { type ExperimentForm, startingVariants } from '../form-values.ts'

interface WhatFieldsProps {
  form: UseFormReturn<ExperimentForm>
  client: Client
  clients: Client[]
}

/** Whoever cannot be told what there is chooses for themselves. */
const leaveEmpty = () => undefined

/** The template and the content type: of the templates that the user may read the versions of. */
export function WhatFields({ form, client, clients }: WhatFieldsProps) {
  const { data, isPending } = usePrompts(client.id)
  const readable = (data?.templates ?? []).filter(
    ({ kind, client_id, version }) =>
      kind === 'prompt' && version !== null && clients.some(({ id }) => id === client_id),
  )
  const queryClient = useQueryClient()
  const { errors } = form.formState
  const templateId = form.watch('template_id')
  const chosen = readable.find(({ id }) => id === templateId)
  const type = form.watch('content_type')

  function choose(template: PromptTemplate) {
    const change = { shouldDirty: true, shouldValidate: form.formState.isSubmitted }
    form.setValue('template_id', template.id, change)
    form.setValue('content_type', template.content_type, change)
    form.setValue('variants', startingVariants(template), change)
    // Of a template from above the list tells the version in use alone.
    void queryClient.fetchQuery(promptQuery(template.id)).then((prompt) => {
      const { template_id, variants } = form.getValues()
      if (template_id === prompt.id && variants[1]?.version === '')
        form.setValue('variants', startingVariants(prompt), change)
    }, leaveEmpty)
  }

  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <Field
        id="experiment-template"
        label="Template"
        error={errorText(errors.template_id)}
        hint={
          !isPending && readable.length === 0
            ? `No template in use serves ${client.name} whose versions you may read.`
            : 'Versions of one template are compared.'
        }
      >
        {(ids) => (
          <Select
            id={ids.id}
            describedBy={ids['aria-describedby']}
            invalid={ids['aria-invalid']}
            value={templateId}
            disabled={readable.length === 0}
            groups={[
              {
                options: readable.map(({ id, name, client_name, inherited, content_type }) => ({
                  value: id,
                  label: name,
                  hint: `${typeLabel(content_type)}${inherited ? `, of ${client_name}` : ''}`,
                })),
              },
            ]}
            onChange={(id) => {
              const template = readable.find((one) => one.id === id)
              if (template) choose(template)
            }}
          >
            {chosen?.name ?? (templateId === '' ? 'Choose a template' : 'As it was chosen')}
          </Select>
        )}
      </Field>
      <Controller
        control={form.control}
        name="content_type"
        render={({ field }) => (
          <Field
            id="experiment-type"
            label="For pieces of"
            hint={`Of ${client.name} and the clients below it.`}
            error={errorText(errors.content_type)}
          >
            {(ids) => (
              <Select
                id={ids.id}
                describedBy={ids['aria-describedby']}
                value={type}
                disabled={chosen !== undefined && chosen.content_type !== 'any'}
                groups={typeGroups}
                onBlur={field.onBlur}
                onChange={field.onChange}
              />
            )}
          </Field>
        )}
      />
    </div>
  )
}
