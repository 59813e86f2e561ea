'use client'

import type { Client, TestSet } from '@hg/contracts'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { Loaded } from '#components/loaded.tsx'
import { Page, PageHead, Trail } from '#components/page-head.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Section } from '#components/ui/section.tsx'
import { ClientGate } from '#features/clients/components/client-gate.tsx'
import { lineage } from '#features/clients/tree.ts'
import { ApiError } from '#lib/api.ts'
import { plural } from '#lib/format.ts'
import { contentTypeLabels } from '#lib/labels.ts'
import { whyNot } from '#lib/roles.ts'
import { useTestSet } from '../get-test-sets.ts'
import { useRemoveTestSet } from '../save-test-set.ts'
import { RunDialog } from './run-dialog.tsx'
import { RunTable } from './run-table.tsx'
import { TestSetForm } from './test-set-form.tsx'

/** A test set: its runs, and its briefs. */
export function TestSetPage({ id }: { id: string }) {
  return (
    <ClientGate title="Test set">
      {({ client, clients }) => (
        <Page>
          <Found key={`${client.id} ${id}`} client={client} clients={clients} id={id} />
        </Page>
      )}
    </ClientGate>
  )
}

function Found({ client, clients, id }: { client: Client; clients: Client[]; id: string }) {
  const query = useTestSet(id)
  const list = `/clients/${client.slug}/prompts/test-sets`
  const isElsewhere = query.data !== undefined && query.data.client_id !== client.id
  if ((query.error instanceof ApiError && query.error.status === 404) || isElsewhere) {
    return (
      <Blank
        page
        role="alert"
        title="No such test set"
        action={
          <Button asChild>
            <Link href={list}>To the test sets</Link>
          </Button>
        }
      >
        {client.name} has none here, or it was removed.
      </Blank>
    )
  }
  return (
    <>
      <Trail path={lineage(clients, client.id)} here="Test sets" hereHref={list} />
      <Loaded query={query} what="the test set" shape="rows">
        {(set) => <Desk client={client} clients={clients} set={set} list={list} />}
      </Loaded>
    </>
  )
}

function Desk(props: { client: Client; clients: Client[]; set: TestSet; list: string }) {
  const { client, clients, set, list } = props
  return (
    <>
      <div className="mt-3 mb-8">
        <PageHead
          title={set.name}
          intro={`${plural(set.size, 'brief')}. Content type: ${contentTypeLabels[set.content_type]}.`}
          actions={<RunDialog client={client} clients={clients} set={set} />}
        />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-12">
        <Section
          title="Runs"
          help="Each is a batch of its own, with ordinary costs. Its pieces are trials: they count for no strategy, and no webhook is told of them."
        >
          <RunTable set={set} base={`${list}/${set.id}`} />
        </Section>
        <Disclosure title="Briefs" aside={plural(set.size, 'brief')} className="border-b">
          <div className="max-w-[48rem] pt-2 pb-8">
            <TestSetForm client={client} set={set} />
          </div>
        </Disclosure>
        <Remove client={client} set={set} list={list} />
      </div>
    </>
  )
}

function Remove({ client, set, list }: { client: Client; set: TestSet; list: string }) {
  const router = useRouter()
  const remove = useRemoveTestSet(set, () => router.replace(list))
  return (
    <div>
      <Confirm
        title={`Remove ${set.name}?`}
        description="Its briefs and the list of its runs go. What the runs wrote stays, as trials in the client’s content."
        confirm="Remove"
        onConfirm={() => remove.mutateAsync(null)}
      >
        <Button size="sm" off={whyNot(client, 'member', 'Removing test sets')}>
          Remove the test set
        </Button>
      </Confirm>
    </div>
  )
}
