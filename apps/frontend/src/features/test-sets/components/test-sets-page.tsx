'use client'

import type { Client, TestSetSummary } from '@hg/contracts'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { ClientPage } from '#components/client-page.tsx'
import { Loaded } from '#components/loaded.tsx'
import { Age } from '#components/ui/age.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { type Column, DataTable, RowLink } from '#components/ui/data-table.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { formatCount } from '#lib/format.ts'
import { contentTypeLabels } from '#lib/labels.ts'
import { whyNot } from '#lib/roles.ts'
import { useTestSets } from '../get-test-sets.ts'

/** A client's saved briefs, to try versions of its templates on. */
export function TestSetsPage() {
  return (
    <ClientPage
      title="Test sets"
      intro="Saved briefs to try versions of a template on, before they serve: what two versions make of them stands side by side."
      actions={({ client }) => <NewTestSet client={client} />}
    >
      {({ client }) => <TestSets key={client.id} client={client} />}
    </ClientPage>
  )
}

interface Row {
  set: TestSetSummary
  href: string
}

const columns: Column<Row>[] = [
  {
    id: 'name',
    header: 'Test set',
    cell: ({ set, href }) => (
      <>
        <RowLink href={href} className="line-clamp-2 font-medium">
          {set.name}
        </RowLink>
        <span className="text-sm text-ink-3">{contentTypeLabels[set.content_type]}</span>
      </>
    ),
  },
  { id: 'size', header: 'Briefs', look: 'figures w-24 text-right', cell: ({ set }) => formatCount(set.size) },
  { id: 'runs', header: 'Runs', look: 'figures w-24 text-right', cell: ({ set }) => formatCount(set.runs) },
  { id: 'age', header: 'Changed', look: 'figures w-24 text-right', cell: ({ set }) => <Age at={set.updated_at} /> },
]

function TestSets({ client }: { client: Client }) {
  const query = useTestSets(client.id)
  return (
    <Loaded query={query} what="the test sets" shape="rows">
      {(sets) =>
        sets.length === 0 ? (
          <Blank role="status" title="No test sets yet" action={<NewTestSet client={client} />}>
            Save a few typical briefs, or take them from pieces that were written. Then write all of them with a version
            that is not in use yet.
          </Blank>
        ) : (
          <>
            <DataTable
              caption="Test sets"
              columns={columns}
              rows={sets.map((set) => ({ set, href: `/clients/${client.slug}/prompts/test-sets/${set.id}` }))}
              rowKey={({ set }) => set.id}
            />
            <ShowMore query={query} count={sets.length} one="test set" />
          </>
        )
      }
    </Loaded>
  )
}

function NewTestSet({ client }: { client: Client }) {
  return (
    <Button asChild look="primary" off={whyNot(client, 'member', 'Saving test sets')}>
      <Link href={`/clients/${client.slug}/prompts/test-sets/new`}>
        <Plus aria-hidden className="size-4" />
        New test set
      </Link>
    </Button>
  )
}
