'use client'

import { llmProvider, routingMode } from '@hg/contracts'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { providerLabels, routingLabels } from '#lib/labels.ts'
import type { ModelFields as Values } from '../../draft.ts'
import type { Drafting } from '../../use-draft.ts'

const open = 'open'
const providerGroups = [
  { options: [{ value: open, label: 'Left to the strategy' }] },
  { options: llmProvider.options.map((value) => ({ value, label: providerLabels[value] })) },
]
const routingGroups = [
  { options: [{ value: open, label: 'Left to the strategy' }] },
  { options: routingMode.options.map((value) => ({ value, ...routingLabels[value] })) },
]
const figures = [
  ['temperature', 'Temperature', '0 is strict, 2 is free'],
  ['max_output_tokens', 'Longest answer', 'In tokens, from 64'],
  ['token_budget', 'Longest prompt', 'In tokens; what is beyond is left out'],
] as const

/** What the template asks of the model where neither the request nor the strategy says it. */
export function ModelFields({ drafting, readOnly }: { drafting: Drafting; readOnly: boolean }) {
  const { draft, problems, set } = drafting
  const change = (changes: Partial<Values>) => set({ model: { ...draft.model, ...changes } })
  return (
    <fieldset disabled={readOnly} className="grid min-w-0 gap-5 sm:grid-cols-2 xl:grid-cols-3">
      <legend className="sr-only">Model</legend>
      <Field id="prompt-provider" label="Provider" error={problems['model_settings.provider']}>
        {(ids) => (
          <Select
            id={ids.id}
            describedBy={ids['aria-describedby']}
            disabled={readOnly}
            value={draft.model.provider || open}
            groups={providerGroups}
            onChange={(value) => change({ provider: llmProvider.safeParse(value).data ?? '' })}
          />
        )}
      </Field>
      <Field
        id="prompt-model"
        label="Model"
        hint="The name that the provider gives it"
        error={problems['model_settings.model']}
      >
        {(ids) => (
          <Input
            {...ids}
            value={draft.model.model}
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
            maxLength={100}
            onChange={(event) => change({ model: event.target.value })}
          />
        )}
      </Field>
      <Field id="prompt-routing" label="Routing" error={problems['model_settings.routing']}>
        {(ids) => (
          <Select
            id={ids.id}
            describedBy={ids['aria-describedby']}
            disabled={readOnly}
            value={draft.model.routing || open}
            groups={routingGroups}
            onChange={(value) => change({ routing: routingMode.safeParse(value).data ?? '' })}
          />
        )}
      </Field>
      {figures.map(([field, label, hint]) => (
        <Field key={field} id={`prompt-${field}`} label={label} hint={hint} error={problems[`model_settings.${field}`]}>
          {(ids) => (
            <Input
              {...ids}
              inputMode="decimal"
              autoComplete="off"
              value={draft.model[field]}
              onChange={(event) => change({ [field]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </fieldset>
  )
}
