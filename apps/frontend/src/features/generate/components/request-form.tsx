'use client'

import type { Client, ContentType, Job } from '@hg/contracts'
import Link from 'next/link'
import { Controller, FormProvider } from 'react-hook-form'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/choice.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { BudgetRefusal } from '#features/budgets/components/budget-refusal.tsx'
import { isBudgetRefusal } from '#features/budgets/is-budget-refusal.ts'
import { CostLimitField } from '#features/estimate/components/cost-limit-field.tsx'
import { RequestEstimate } from '#features/estimate/components/request-estimate.tsx'
import { PromptFields } from '#features/prompts/components/prompt-fields.tsx'
import { useEffectiveStrategy } from '#features/strategy/get-effective-strategy.ts'
import { errorText } from '#lib/forms/field-errors.ts'
import { usdOrAbsent } from '#lib/forms/registering.ts'
import { formatPrice } from '#lib/format.ts'
import { requestFieldOfCode } from '../request-fields.ts'
import { useRequestForm } from '../use-request-form.ts'
import { ModelPreferences } from './model-preferences.tsx'
import { PromptPicker } from './prompt-picker.tsx'
import { StartField } from './start-field.tsx'
import { SubjectFields } from './subject-fields.tsx'

/** Asks for one piece of content. */
export function RequestForm(props: {
  client: Client
  contentType: ContentType
  /** A job whose request the form begins with. */
  like: Job | undefined
  onContentType: (contentType: ContentType) => void
}) {
  const { client, contentType, like, onContentType } = props
  const strategy = useEffectiveStrategy(client.id, contentType)
  const request = useRequestForm(client, contentType, like)
  const { form, prompt, fields, error } = request
  const { errors } = form.formState
  const strategyLimit = strategy.data?.effective.llm?.max_cost_usd?.toString()

  return (
    <FormProvider {...form}>
      <form noValidate aria-label="Request content" className="grid gap-6" onSubmit={request.submit}>
        {isBudgetRefusal(error) ? (
          <BudgetRefusal error={error} client={client} />
        ) : (
          <SaveProblem
            error={error}
            title="The request was not accepted"
            fields={fields}
            fieldOfCode={requestFieldOfCode}
            again="Sending it again is safe: it is written and paid for once."
          />
        )}
        <SubjectFields
          client={client}
          contentType={contentType}
          onContentType={onContentType}
          onTemplate={request.chooseTemplate}
        />
        {prompt.needed.length > 0 && <PromptFields control={form.control} needed={prompt.needed} />}
        <div>
          <PromptPicker
            client={client}
            contentType={contentType}
            needs={prompt.needs}
            value={prompt.templateId}
            error={errorText(errors.template_id)}
            onChoose={(id) => form.setValue('template_id', id, { shouldDirty: true, shouldValidate: true })}
          />
          <Disclosure
            title="Model preferences"
            aside="Left to the strategy unless set"
            open={request.optionsOpen}
            onToggle={request.setOptionsOpen}
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
          <RequestEstimate needed={prompt.isPending ? null : prompt.needed} />
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
          <Button type="submit" look="primary" size="lg" busy={request.isBusy}>
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
