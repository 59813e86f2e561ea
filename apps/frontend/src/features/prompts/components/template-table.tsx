import type { Client, PromptTemplate } from '@hg/contracts'
import { useMemo } from 'react'
import { Ago } from '#components/ui/age.tsx'
import { type Column, DataTable, RowLink } from '#components/ui/data-table.tsx'
import { typeLabel } from '#features/strategy/labels.ts'
import { authorName } from '../words.ts'
import { LabelTags } from './label-tags.tsx'
import { PromptState } from './prompt-state.tsx'

/** A client's own templates. */
export function TemplateTable({ client, rows }: { client: Client; rows: PromptTemplate[] }) {
  const columns = useMemo(
    () => [
      nameColumn(client, 'Template'),
      {
        id: 'type',
        header: 'For',
        look: 'w-40',
        cell: ({ content_type }: PromptTemplate) => typeLabel(content_type),
      },
      ...standing,
    ],
    [client],
  )
  return (
    <DataTable caption={`Prompt templates of ${client.name}`} columns={columns} rows={rows} rowKey={({ id }) => id} />
  )
}

/** A client's own partials. */
export function PartialTable({ client, rows }: { client: Client; rows: PromptTemplate[] }) {
  const columns = useMemo(() => [nameColumn(client, 'Partial'), ...standing], [client])
  return <DataTable caption={`Partials of ${client.name}`} columns={columns} rows={rows} rowKey={({ id }) => id} />
}

function nameColumn(client: Client, header: string): Column<PromptTemplate> {
  return {
    id: 'name',
    header,
    cell: ({ id, name, message, kind }) => (
      <>
        <RowLink
          href={`/clients/${client.slug}/prompts/${id}`}
          className={kind === 'partial' ? 'font-mono text-sm hover:underline' : 'font-medium hover:underline'}
        >
          {name}
        </RowLink>
        {message && <span className="block truncate text-sm font-normal text-ink-3">{message}</span>}
      </>
    ),
  }
}

const standing: Column<PromptTemplate>[] = [
  { id: 'state', header: 'In use', look: 'w-32', cell: (row) => <PromptState template={row} /> },
  {
    id: 'labels',
    header: 'Labels',
    look: 'w-44',
    cell: ({ labels }) => <LabelTags labels={labels.filter(({ label }) => label !== 'production')} />,
  },
  {
    id: 'latest',
    header: 'Newest version',
    look: 'w-52',
    cell: ({ latest_version, author, updated_at }) => (
      <>
        {latest_version}
        <span className="block truncate text-sm text-ink-3">
          {authorName(author)}, <Ago at={updated_at} />
        </span>
      </>
    ),
  },
]
