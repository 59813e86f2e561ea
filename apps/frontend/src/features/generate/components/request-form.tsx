'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import {
  type Client,
  type ContentTemplate,
  type ContentType,
  generateRequest,
  type GenerateRequest,
  type Job,
  llmPreferences,
  type LlmPreferences,
} from '@hg/contracts'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { Controller, FormProvider, useForm } from 'react-hook-form'
import { toast } from 'sonner'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/choice.tsx'
import { ChipsInput } from '#components/ui/chips-input.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { BudgetRefusal } from '#features/budgets/components/budget-refusal.tsx'
import { isBudgetRefusal } from '#features/budgets/is-budget-refusal.ts'
import { CostLimitField } from '#features/estimate/components/cost-limit-field.tsx'
import { RequestEstimate } from '#features/estimate/components/request-estimate.tsx'
import { TemplatePicker } from '#features/content-templates/components/template-picker.tsx'
import { fillRequest } from '#features/content-templates/fill-request.ts'
import { useEffectiveStrategy } from '#features/strategy/get-effective-strategy.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import { formMessage } from '#lib/forms/form-messages.ts'
import { usdOrAbsent } from '#lib/forms/registering.ts'
import { showAtFields } from '#lib/forms/use-save.ts'
import { formatPrice, formatUsd } from '#lib/format.ts'
import { contentTypeGroups, contentTypeLabels } from '#lib/labels.ts'
import { useCreateJob } from '../create-job.ts'
import { firstValues } from '../first-values.ts'
import { requestFieldOfCode, requestFields } from '../request-fields.ts'
import { tidyRequest } from '../tidy-request.ts'
import { usePromptOfRequest } from '../use-prompt-of-request.ts'
import { ModelPreferences } from './model-preferences.tsx'
import { PromptFields } from '#features/prompts/components/prompt-fields.tsx'
import { PromptPicker } from './prompt-picker.tsx'
import { StartField } from './start-field.tsx'

const resolver = zodResolver(generateRequest, { error: formMessage })
const preferences = Object.keys(llmPreferences.shape) as (keyof LlmPreferences)[]
const typeGroups = contentTypeGroups.map(({ label, types }) => ({
  label,
  options: types.map((value) => ({ value, label: contentTypeLabels[value] })),
}))

/** Asks for one piece of content. What was typed stays, whatever happens, until the request is accepted. */
export function RequestForm(props: {
  client: Client
  contentType: ContentType
  /** A job whose request the form begins with. */
  like: Job | undefined
  onContentType: (contentType: ContentType) => void
}) {
  const { client, contentType, like, onContentType } = props
  const router = useRouter()
  const createJob = useCreateJob()
  const strategy = useEffectiveStrategy(client.id, contentType)
  const underWay = useRef(false)
  const [optionsOpen, setOptionsOpen] = useState(like?.parameters.llm !== undefined)
  const form = useForm<GenerateRequest>({
    resolver,
    defaultValues: firstValues(client.id, contentType, like),
  })
  const { errors } = form.formState
  const { setValue } = form
  const strategyLimit = strategy.data?.effective.llm?.max_cost_usd?.toString()

  const prompt = usePromptOfRequest(form, client.id, contentType)

  useEffect(() => setValue('client_id', client.id), [client.id, setValue])

  function chooseTemplate(chosen: ContentTemplate | null, before: ContentTemplate | null) {
    const { keywords, brief, llm } = fillRequest(form.getValues(), before, chosen)
    setValue('content_template_id', chosen?.id, { shouldDirty: true, shouldValidate: true })
    setValue('keywords', keywords, { shouldDirty: true })
    setValue('brief', brief, { shouldDirty: true })
    for (const name of preferences) setValue(`llm.${name}`, llm?.[name], { shouldDirty: true })
    if (llm) setOptionsOpen(true)
  }

  function submit(values: GenerateRequest) {
    if (underWay.current) return
    const request = prompt.withVariables(values)
    if (!request) return
    underWay.current = true
    createJob.mutate(tidyRequest(request), {
      onSuccess: (accepted) => {
        toast.success('Accepted', { description: `Estimated at ${formatUsd(accepted.estimated_cost_usd)} at most.` })
        router.push(`/jobs/${accepted.job_id}`)
      },
      onError: (error) => {
        underWay.current = false
        const first = showAtFields(error, { form, fields: requestFields, fieldOfCode: requestFieldOfCode })
        if (first?.startsWith('llm.')) setOptionsOpen(true)
      },
    })
  }

  return (
    <FormProvider {...form}>
      <form
        noValidate
        aria-label="Request content"
        className="grid gap-6"
        onSubmit={(event) =>
          void form.handleSubmit(submit, (wrong) => setOptionsOpen((open) => open || !!wrong.llm))(event)
        }
      >
        {isBudgetRefusal(createJob.error) ? (
          <BudgetRefusal error={createJob.error} client={client} />
        ) : (
          <SaveProblem
            error={createJob.error}
            title="The request was not accepted"
            fields={requestFields}
            fieldOfCode={requestFieldOfCode}
            again="Sending it again is safe: it is written and paid for once."
          />
        )}
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
          onChoose={chooseTemplate}
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
        {prompt.needed.length > 0 && <PromptFields control={form.control} needed={prompt.needed} />}
        <div>
          <PromptPicker
            client={client}
            contentType={contentType}
            needs={prompt.needs}
            value={prompt.templateId}
            error={errorText(errors.template_id)}
            onChoose={(id) => setValue('template_id', id, { shouldDirty: true, shouldValidate: true })}
          />
          <Disclosure
            title="Model preferences"
            aside="Left to the strategy unless set"
            open={optionsOpen}
            onToggle={setOptionsOpen}
            className="border-b"
          >
            <ModelPreferences strategy={strategy.data?.effective.llm} />
          </Disclosure>
        </div>
        <Controller
          control={form.control}
          name="not_before"
          render={({ field }) => (
            <StartField value={field.value} error={errorText(errors.not_before)} onChange={field.onChange} />
          )}
        />
        {!!strategy.data?.effective.caching?.ttl_seconds && (
          <Controller
            control={form.control}
            name="cache"
            render={({ field }) => (
              <Checkbox
                label="Write anew"
                hint="Without this, a piece that was written for exactly this request is used again at no cost."
                checked={field.value === 'bypass'}
                onBlur={field.onBlur}
                onChange={(checked) => field.onChange(checked ? 'bypass' : undefined)}
              />
            )}
          />
        )}
        <div className="grid gap-x-10 gap-y-6 border-y py-5 sm:grid-cols-2">
          <RequestEstimate />
          <CostLimitField
            label="Cost limit"
            error={errorText(errors.max_cost_usd)}
            hint={
              strategyLimit === undefined
                ? 'No call is begun that could pass it.'
                : `No call is begun that could pass it. The strategy allows ${formatPrice(strategyLimit)} a piece.`
            }
            input={form.register('max_cost_usd', usdOrAbsent)}
          />
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
          <Button type="submit" look="primary" size="lg" busy={createJob.isPending || createJob.isSuccess}>
            Request content
          </Button>
          <Button asChild look="quiet" size="lg">
            <Link href={`/clients/${client.slug}`}>Back to the list</Link>
          </Button>
        </div>
      </form>
    </FormProvider>
  )
}
