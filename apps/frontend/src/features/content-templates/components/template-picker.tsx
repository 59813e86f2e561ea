'use client'

import type { Client, ContentTemplate, ContentType } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Field } from '#components/ui/field.tsx'
import { SearchSelect } from '#components/ui/search-select.tsx'
import { contentTypeLabels } from '#lib/labels.ts'
import { contentTemplatesQuery } from '../get-content-templates.ts'

const none = 'none'

/**
 * The choice of a content template for a request. Nothing is shown where there is none to choose.
 *
 * @param props.value the chosen one's id
 * @param props.onChoose called with the chosen one, and the one before as far as it is listed
 */
export function TemplatePicker(props: {
  client: Client
  contentType: ContentType
  value: string | undefined
  error: string | undefined
  onChoose: (chosen: ContentTemplate | null, before: ContentTemplate | null) => void
}) {
  const { client, contentType, value } = props
  const { data: all = [], error } = useQuery(contentTemplatesQuery({ clientId: client.id, contentType }))
  const templates = all.filter(({ overridden, id }) => !overridden || id === value)
  const find = (id: string | undefined) => templates.find((template) => template.id === id) ?? null
  const chosen = find(value)
  // One that serves another type, or is gone, is still named: the request says so itself.
  const isElsewhere = value !== undefined && chosen === null
  if (templates.length === 0 && !isElsewhere && !error) return null
  const options = [
    { value: none, label: 'None' },
    ...(isElsewhere ? [{ value, label: `Not for a ${contentTypeLabels[contentType].toLowerCase()}` }] : []),
    ...templates.map((template) => ({
      value: template.id,
      label: template.name,
      hint: [template.inherited && `From ${template.client_name}`, template.description].filter(Boolean).join('. '),
    })),
  ]
  return (
    <Field
      id="content-template"
      label="Template"
      optional
      error={props.error ?? (error ? `The templates could not be loaded. ${error.message}` : undefined)}
      hint={chosen ? <Outline client={client} template={chosen} /> : undefined}
    >
      {(ids) => (
        <SearchSelect
          ids={ids}
          label="Templates"
          placeholder="None"
          value={value ?? none}
          options={options}
          onChange={(id) => props.onChoose(find(id), chosen)}
        />
      )}
    </Field>
  )
}

/** What the template asks for beside the fields that it fills. */
function Outline({ client, template }: { client: Client; template: ContentTemplate }) {
  const { sections } = template
  return (
    <>
      {sections.length > 0
        ? `Sections: ${sections.map(({ heading, required }) => heading + (required ? ' (required)' : '')).join(', ')}. `
        : 'It fills the fields below. '}
      <Link
        href={`/clients/${client.slug}/templates/${template.id}`}
        target="_blank"
        className="text-accent underline underline-offset-2"
      >
        See it
      </Link>
    </>
  )
}
