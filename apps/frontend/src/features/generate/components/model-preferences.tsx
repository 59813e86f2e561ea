'use client'

import { type GenerateRequest, llmProvider, routingMode, type StrategyConfiguration } from '@hg/contracts'
import { Controller, useFormContext } from 'react-hook-form'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import { emptyIsAbsent, numberOrAbsent } from '#lib/forms/registering.ts'
import { providerLabels, routingLabels } from '#lib/labels.ts'

const byStrategy = 'strategy'

/** What the requester asks of the model. Left alone, the strategy and the routing decide. */
export function ModelPreferences({ strategy }: { strategy: StrategyConfiguration['llm'] }) {
  const { control, register, formState } = useFormContext<GenerateRequest>()
  const errors = formState.errors.llm ?? {}
  const allowed = strategy?.allowed_providers
  const routingGroups = [
    {
      options: [
        {
          value: byStrategy,
          label: strategy?.routing
            ? `As the strategy says (${routingLabels[strategy.routing].label.toLowerCase()})`
            : 'As the strategy says',
        },
      ],
    },
    { options: routingMode.options.map((value) => ({ value, ...routingLabels[value] })) },
  ]
  const providerGroups = [
    { options: [{ value: byStrategy, label: 'Whichever the routing picks' }] },
    {
      options: llmProvider.options.map((value) => ({
        value,
        label: providerLabels[value],
        ...(allowed && !allowed.includes(value) ? { disabled: true, hint: 'The strategy does not allow it' } : {}),
      })),
    },
  ]
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Controller
        control={control}
        name="llm.routing"
        render={({ field }) => (
          <Field id="routing" label="Routing" error={errorText(errors.routing)}>
            {(ids) => (
              <Select
                id={ids.id}
                describedBy={ids['aria-describedby']}
                invalid={ids['aria-invalid']}
                value={field.value ?? byStrategy}
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
        name="llm.provider"
        render={({ field }) => (
          <Field id="provider" label="Provider" error={errorText(errors.provider)}>
            {(ids) => (
              <Select
                id={ids.id}
                describedBy={ids['aria-describedby']}
                invalid={ids['aria-invalid']}
                value={field.value ?? byStrategy}
                groups={providerGroups}
                onBlur={field.onBlur}
                onChange={(value) => field.onChange(llmProvider.safeParse(value).data)}
              />
            )}
          </Field>
        )}
      />
      <Field
        id="model"
        label="Model"
        className="sm:col-span-2"
        error={errorText(errors.model)}
        hint="The name the provider gives it. Left empty, the routing chooses."
      >
        {(ids) => (
          <Input
            {...ids}
            {...register('llm.model', emptyIsAbsent)}
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <Field id="temperature" label="Temperature" error={errorText(errors.temperature)} hint="0 is strict, 2 is free">
        {(ids) => (
          <Input
            {...ids}
            {...register('llm.temperature', numberOrAbsent)}
            type="number"
            inputMode="decimal"
            min={0}
            max={2}
            step="any"
          />
        )}
      </Field>
      <Field
        id="max-output-tokens"
        label="Longest answer"
        error={errorText(errors.max_output_tokens)}
        hint="In tokens, from 64"
      >
        {(ids) => (
          <Input
            {...ids}
            {...register('llm.max_output_tokens', numberOrAbsent)}
            type="number"
            inputMode="numeric"
            min={64}
            max={128_000}
            step="any"
          />
        )}
      </Field>
      <Field
        id="max-prompt-tokens"
        label="Longest prompt"
        error={errorText(errors.max_prompt_tokens)}
        hint="In tokens, from 100; of more, the least important is left out"
      >
        {(ids) => (
          <Input
            {...ids}
            {...register('llm.max_prompt_tokens', numberOrAbsent)}
            type="number"
            inputMode="numeric"
            min={100}
            max={1_000_000}
            step="any"
          />
        )}
      </Field>
    </div>
  )
}
