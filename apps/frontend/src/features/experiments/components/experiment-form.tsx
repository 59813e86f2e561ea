'use client'

import type { Client, Experiment, PlanExperimentRequest, PromptTemplate } from '@hg/contracts'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { Controller, useForm, type UseFormReturn, useWatch } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormActions } from '#components/ui/form-actions.tsx'
import { Input, NumberInput, Textarea } from '#components/ui/input.tsx'
import { Section } from '#components/ui/section.tsx'
import { Select } from '#components/ui/select.tsx'
import { promptQuery } from '#features/prompts/get-prompt.ts'
import { usePrompts } from '#features/prompts/get-prompts.ts'
import { typeGroups, typeLabel } from '#features/strategy/labels.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { useDebounced } from '#lib/use-debounced.ts'
import {
  type ExperimentForm as Values,
  emptyForm,
  experimentFields,
  experimentForm,
  toForm,
  toPlanRequest,
} from '../form-values.ts'
import { metricGroups } from '../words.ts'
import { experimentKeys } from '../write-experiment.ts'
import { PlanNote } from './plan-note.tsx'
import { VariantFields } from './variant-fields.tsx'

const debounceMs = 400

interface FormProps {
  client: Client
  clients: Client[]
  /** The draft that is changed; null for a new one. */
  draft: Experiment | null
  save: string
  saved: string
  send: (values: Values) => Promise<Experiment>
  onSaved: (experiment: Experiment) => void
  onCancel: () => void
}

/** A draft of an experiment, new or as it stands, with what it takes said beside it. */
export function ExperimentForm(props: FormProps) {
  const { client, clients, draft } = props
  const form = useForm<Values>({
    resolver: zodResolver(experimentForm, { error: formMessage }),
    defaultValues: draft ? toForm(draft) : emptyForm,
  })
  const { errors, isDirty } = form.formState
  const save = useSave({
    send: props.send,
    errors: { form, fields: experimentFields },
    stale: experimentKeys,
    saved: props.saved,
    onSaved: (stored) => {
      form.reset(toForm(stored))
      props.onSaved(stored)
    },
  })
  const values = useWatch({ control: form.control }) as Values
  // As text, which is the same one as long as it says the same.
  const asked = JSON.parse(
    useDebounced(JSON.stringify(toPlanRequest(values)), debounceMs),
  ) as PlanExperimentRequest | null
  const templateId = values.template_id
  const { data: prompt } = useQuery({ ...promptQuery(templateId), enabled: templateId !== '' })
  return (
    <form
      noValidate
      aria-label="Experiment"
      className="grid grid-cols-[minmax(0,1fr)] gap-10"
      onSubmit={(event) => void form.handleSubmit(save.submit)(event)}
    >
      <SaveProblem error={save.error} title="The draft was not saved" fields={experimentFields} />
      <div className="grid max-w-[40rem] grid-cols-[minmax(0,1fr)] gap-6">
        <Field id="experiment-name" label="Name" error={errorText(errors.name)}>
          {(ids) => <Input {...ids} {...form.register('name')} maxLength={200} autoComplete="off" />}
        </Field>
        <Field
          id="experiment-hypothesis"
          label="What do you expect, and why?"
          optional
          error={errorText(errors.hypothesis)}
        >
          {(ids) => <Textarea {...ids} {...form.register('hypothesis')} rows={2} maxLength={2000} />}
        </Field>
        <WhatFields form={form} client={client} clients={clients} />
        <VariantFields form={form} prompt={prompt} />
      </div>
      <Section
        title="What decides"
        help="The variants are compared in everything that is measured; this one decides, and says how long it takes."
      >
        <DecisionFields form={form} />
      </Section>
      <Section title="What it takes">
        <div className="max-w-[40rem]">
          <PlanNote client={client} asked={asked} />
        </div>
      </Section>
      <FormActions
        unsaved={isDirty && !save.isPending}
        busy={save.isPending}
        save={props.save}
        onCancel={() => (draft ? form.reset() : props.onCancel())}
        {...(draft ? {} : { cancel: 'Cancel' })}
      />
    </form>
  )
}

/** The template and the content type: of the templates that the user may read the versions of. */
function WhatFields({ form, client, clients }: { form: UseFormReturn<Values>; client: Client; clients: Client[] }) {
  const { data, isPending } = usePrompts(client.id)
  const readable = (data?.templates ?? []).filter(
    ({ kind, client_id, version }) =>
      kind === 'prompt' && version !== null && clients.some(({ id }) => id === client_id),
  )
  const { errors } = form.formState
  const templateId = form.watch('template_id')
  const chosen = readable.find(({ id }) => id === templateId)
  const type = form.watch('content_type')

  function choose(template: PromptTemplate) {
    const change = { shouldDirty: true, shouldValidate: form.formState.isSubmitted }
    form.setValue('template_id', template.id, change)
    form.setValue('content_type', template.content_type, change)
    const [control, other] = [template.version ?? 1, template.latest_version]
    const versions = [String(control), other === control ? '' : String(other)]
    form.setValue(
      'variants',
      versions.map((version) => ({ version, weight: '1' })),
      change,
    )
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

function DecisionFields({ form }: { form: UseFormReturn<Values> }) {
  const { errors } = form.formState
  const figures = [
    ['expected_lift', 'Smallest change that matters', 'Percent of what it is now', '%'],
    ['minimum_sample', 'Minimum of pieces', 'Of each variant, before anything is said', ''],
    ['pass_rate_margin', 'Pass rate may fall by', 'Percentage points at most, for a promotion', 'pts'],
    ['cost_margin', 'Cost may rise by', 'Percent at most, for a promotion', '%'],
  ] as const
  return (
    <div className="grid max-w-[52rem] gap-6 sm:grid-cols-2">
      <Controller
        control={form.control}
        name="metric"
        render={({ field }) => (
          <Field
            id="experiment-metric"
            label="Metric"
            className="sm:col-span-2 sm:max-w-[25rem]"
            error={errorText(errors.metric)}
          >
            {(ids) => (
              <Select
                id={ids.id}
                value={field.value}
                groups={metricGroups}
                onBlur={field.onBlur}
                onChange={field.onChange}
              />
            )}
          </Field>
        )}
      />
      {figures.map(([name, label, hint, unit]) => (
        <Field key={name} id={`experiment-${name}`} label={label} hint={hint} error={errorText(errors[name])}>
          {(ids) => (
            <NumberInput
              {...ids}
              {...form.register(name)}
              {...(unit && { unit })}
              inputMode="decimal"
              autoComplete="off"
            />
          )}
        </Field>
      ))}
    </div>
  )
}
