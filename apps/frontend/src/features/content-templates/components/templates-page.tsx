'use client'

import type { Client, ContentTemplate } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { parseAsBoolean, useQueryState } from 'nuqs'
import { useMemo } from 'react'
import { ClientPage } from '#components/client-page.tsx'
import { Loaded } from '#components/loaded.tsx'
import { Ago } from '#components/ui/age.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Switch } from '#components/ui/choice.tsx'
import { type Column, DataTable, RowLink } from '#components/ui/data-table.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { contentTypeLabels } from '#lib/labels.ts'
import { whyNot } from '#lib/roles.ts'
import { contentTemplatesQuery } from '../get-content-templates.ts'

/** The content templates that a client may use: its own, and those of the clients above it. */
export function TemplatesPage() {
  return (
    <ClientPage
      title="Templates"
      intro="Briefs that are used again and again, with their sections and defaults. What the clients above have is there, too."
      actions={({ client }) => (
        <Button asChild look="primary" off={whyNot(client, 'admin', 'Adding templates')}>
          <Link href={`/clients/${client.slug}/templates/new`}>
            <Plus aria-hidden className="size-4" />
            New template
          </Link>
        </Button>
      )}
    >
      {({ client }) => <Templates key={client.id} client={client} />}
    </ClientPage>
  )
}

function Templates({ client }: { client: Client }) {
  const [archived, setArchived] = useQueryState('archived', parseAsBoolean.withDefault(false))
  const query = useQuery(contentTemplatesQuery({ clientId: client.id, archived }))
  const columns = useMemo(() => columnsFor(client), [client])
  return (
    <>
      <div className="mb-4 w-fit text-sm text-ink-2">
        <Switch label="Show archived" checked={archived} onChange={(show) => void setArchived(show || null)} />
      </div>
      <Loaded query={query} what="the templates" shape="rows">
        {(templates) =>
          templates.length > 0 ? (
            <DataTable caption="Templates" columns={columns} rows={templates} rowKey={({ id }) => id} />
          ) : (
            <Blank title="No templates yet">
              A template is a brief with a name: what the piece is for, the sections that it has, and what is usually
              asked for with it.
            </Blank>
          )
        }
      </Loaded>
    </>
  )
}

function columnsFor(client: Client): Column<ContentTemplate>[] {
  return [
    {
      id: 'name',
      header: 'Template',
      cell: (template) => (
        <>
          <RowLink
            href={`/clients/${client.slug}/templates/${template.id}`}
            className="line-clamp-2 font-medium wrap-anywhere"
          >
            {template.name}
          </RowLink>
          <span className="line-clamp-2 text-sm font-normal text-ink-3">{template.description}</span>
        </>
      ),
    },
    {
      id: 'types',
      header: 'For',
      look: 'w-52',
      cell: ({ content_types }) => <span className="text-ink-2">{typesInShort(content_types)}</span>,
    },
    { id: 'from', header: 'From', look: 'w-48', cell: (template) => <Origin template={template} /> },
    {
      id: 'sections',
      header: 'Sections',
      look: 'w-24 text-right figures',
      wideOnly: true,
      cell: ({ sections }) => sections.length || '–',
    },
    { id: 'updated', header: 'Changed', look: 'w-28 text-right', cell: ({ updated_at }) => <Ago at={updated_at} /> },
  ]
}

function typesInShort(types: ContentTemplate['content_types']): string {
  const [first, second, ...others] = types.map((type) => contentTypeLabels[type])
  return [first, second, others.length > 0 && `${others.length} more`].filter(Boolean).join(', ')
}

/** Whose it is, and what keeps it from being used. */
export function Origin({ template }: { template: ContentTemplate }) {
  if (template.archived_at !== null) return <StateMark shape="dash">Archived</StateMark>
  return (
    <>
      <span className="block truncate">{template.inherited ? template.client_name : 'This client'}</span>
      {template.overridden && (
        <StateMark shape="ring" className="text-sm">
          Overridden
        </StateMark>
      )}
    </>
  )
}
