'use client'

import type { Client, Experiment, PlanExperimentRequest } from '@hg/contracts'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { useForm, useWatch } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormActions } from '#components/ui/form-actions.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { Section } from '#components/ui/section.tsx'
import { promptQuery } from '#features/prompts/get-prompt.ts'
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
import { experimentKeys } from '../write-experiment.ts'
import { DecisionFields } from './decision-fields.tsx'
import { PlanNote } from './plan-note.tsx'
import { VariantFields } from './variant-fields.tsx'
import { WhatFields } from './what-fields.tsx'

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
        <VariantFields form={form} prompt={prompt} clients={clients} />
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
