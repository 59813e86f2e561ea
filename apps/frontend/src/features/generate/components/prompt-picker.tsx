'use client'

import type { Client, ContentType, PromptNeeds } from '@hg/contracts'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Field } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { usePrompts } from '#features/prompts/get-prompts.ts'

const serving = 'serving'

/** Which prompt template the piece is asked for with: the one that serves, unless another one is named. */
export function PromptPicker(props: {
  client: Client
  contentType: ContentType
  needs: PromptNeeds | undefined
  value: string | undefined
  error: string | undefined
  onChoose: (templateId: string | undefined) => void
}) {
  const { client, contentType, needs, value } = props
  const { data } = usePrompts(client.id)
  const usable = (data?.templates ?? []).filter(
    ({ kind, version, content_type }) =>
      kind === 'prompt' && version !== null && (content_type === contentType || content_type === 'any'),
  )
  const isListed = value === undefined || usable.some(({ id }) => id === value)
  return (
    <Disclosure
      title="Prompt template"
      aside={needs?.serves ? `${needs.serves.name}, version ${needs.serves.version}` : undefined}
      {...(props.error || value !== undefined ? { open: true } : {})}
    >
      <Field
        id="prompt-template"
        label="Ask with"
        error={props.error}
        hint="The texts that the model is asked with. The one that serves is chosen for each piece anew."
      >
        {(ids) => (
          <Select
            id={ids.id}
            describedBy={ids['aria-describedby']}
            invalid={ids['aria-invalid']}
            value={value ?? serving}
            onChange={(chosen) => props.onChoose(chosen === serving ? undefined : chosen)}
            groups={[
              { options: [{ value: serving, label: 'What serves' }] },
              {
                options: [
                  ...(isListed ? [] : [{ value, label: needs?.serves?.name ?? 'One that is not listed here' }]),
                  ...usable.map(({ id, name, inherited, client_name }) => ({
                    value: id,
                    label: name,
                    ...(inherited ? { hint: `From ${client_name}` } : {}),
                  })),
                ],
              },
            ]}
          />
        )}
      </Field>
    </Disclosure>
  )
}
