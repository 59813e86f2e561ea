'use client'

import { llmProvider, type LlmPreferences } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { providerLabels } from '#lib/labels.ts'
import { providersQuery } from '../get-providers.ts'

type Preferences = Pick<LlmPreferences, 'provider' | 'model'> | undefined

const byStrategy = 'strategy'
const valueOf = (llm: Preferences) => (llm?.provider && llm.model ? `${llm.provider}/${llm.model}` : byStrategy)

function readValue(value: string): Preferences {
  const at = value.indexOf('/')
  const provider = llmProvider.safeParse(value.slice(0, Math.max(0, at))).data
  return provider && { provider, model: value.slice(at + 1) }
}

/** Which model writes: the one that is named, or whichever the strategy says. */
export function NamedModel(props: {
  id: string
  hint: string
  clientId: string
  llm: Preferences
  onChange: (llm: Preferences) => void
}) {
  const { data } = useQuery(providersQuery(props.clientId))
  const providers = (data?.items ?? []).filter(({ state }) => state !== 'no_key')
  return (
    <Field id={props.id} label="Model" hint={props.hint}>
      {(ids) => (
        <Select
          id={ids.id}
          describedBy={ids['aria-describedby']}
          value={valueOf(props.llm)}
          onChange={(value) => props.onChange(readValue(value))}
          groups={[
            { options: [{ value: byStrategy, label: 'As the strategy says' }] },
            ...providers.map(({ provider, models }) => ({
              label: providerLabels[provider],
              options: models
                .filter(({ status }) => status !== 'retired')
                .map(({ model, name }) => ({ value: `${provider}/${model}`, label: name })),
            })),
          ]}
        />
      )}
    </Field>
  )
}
