import { Controller, type UseFormReturn } from 'react-hook-form'
import { Field } from '#components/ui/field.tsx'
import { NumberInput } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { errorText } from '#lib/forms/field-errors.ts'
import type { ExperimentForm } from '../form-values.ts'
import { metricGroups } from '../words.ts'

/** What decides an experiment, from how much on, and how much worse a promoted variant may be. */
export function DecisionFields({ form }: { form: UseFormReturn<ExperimentForm> }) {
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
