import { type LlmProvider, llmProvider } from '@hg/contracts'
import { CheckboxGroup } from '#components/ui/choice.tsx'
import { Select } from '#components/ui/select.tsx'
import { providerLabels } from '#lib/labels.ts'
import type { ControlProps } from './control.ts'

/** One of a few. */
export function ChoiceControl<T extends string>(
  props: ControlProps<T> & { options: { value: T; label: string; hint?: string }[] },
) {
  const { ids, value, onChange, options } = props
  return (
    <Select
      id={ids.id}
      describedBy={ids['aria-describedby']}
      invalid={ids['aria-invalid']}
      className="w-full max-w-72"
      value={value ?? ('' as T)}
      onChange={onChange}
      groups={[{ options }]}
    />
  )
}

/** The providers that may write. */
export function ProvidersControl({ ids, value = [], onChange }: ControlProps<LlmProvider[]>) {
  return (
    <div id={ids.id} className="*:sm:grid-cols-4">
      <CheckboxGroup
        ids={{ 'aria-labelledby': ids['aria-labelledby'], 'aria-describedby': ids['aria-describedby'] }}
        value={value}
        onChange={onChange}
        choices={llmProvider.options.map((provider) => ({ value: provider, label: providerLabels[provider] }))}
      />
    </div>
  )
}
