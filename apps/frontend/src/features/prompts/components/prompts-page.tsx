'use client'

import type { Client } from '@hg/contracts'
import { Plus } from 'lucide-react'
import Link from 'next/link'
import { ClientPage } from '#components/client-page.tsx'
import { Loaded } from '#components/loaded.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Section } from '#components/ui/section.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { whyNot } from '#lib/roles.ts'
import { usePrompts } from '../get-prompts.ts'
import { ProviderTable } from './provider-table.tsx'
import { PartialTable, TemplateTable } from './template-table.tsx'

/** What pieces of a client are asked for with: its prompt templates, its partials, and what serves each content type. */
export function PromptsPage() {
  return (
    <ClientPage
      title="Prompts"
      intro={({ client }) =>
        client.type === 'root'
          ? 'The texts that models are asked with when they write; they serve every client below that has none of its own.'
          : `The texts that models are asked with when they write for ${client.name}; where it has none of its own, the nearest one above serves.`
      }
      actions={({ client }) => (
        <>
          <Button asChild off={whyNot(client, 'member', 'Making partials')}>
            <Link href={`/clients/${client.slug}/prompts/new?kind=partial`}>New partial</Link>
          </Button>
          <Button asChild look="primary" off={whyNot(client, 'member', 'Making prompt templates')}>
            <Link href={`/clients/${client.slug}/prompts/new`}>
              <Plus aria-hidden className="size-4" />
              New template
            </Link>
          </Button>
        </>
      )}
    >
      {({ client, clients }) => <Prompts key={client.id} client={client} clients={clients} />}
    </ClientPage>
  )
}

function Prompts({ client, clients }: { client: Client; clients: Client[] }) {
  const query = usePrompts(client.id)
  return (
    <Loaded query={query} what="the prompt templates" shape="rows">
      {({ templates, providers }) => {
        const own = templates.filter(({ inherited, kind }) => !inherited && kind === 'prompt')
        const partials = templates.filter(({ inherited, kind }) => !inherited && kind === 'partial')
        return (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-12">
            {own.length > 0 ? (
              <TemplateTable client={client} rows={own} />
            ) : (
              <Blank title={`${client.name} has no prompt template of its own`}>
                What stands above serves, as listed below. A template of its own takes its place for this client and the
                clients below.
              </Blank>
            )}
            {query.hasNextPage && <ShowMore query={query} count={own.length + partials.length} one="template" />}
            {partials.length > 0 && (
              <Section
                title="Partials"
                help={
                  <>
                    Texts that templates of {client.name} share:{' '}
                    <code className="font-mono">{"{% render 'name' %}"}</code> puts one in.
                  </>
                }
              >
                <PartialTable client={client} rows={partials} />
              </Section>
            )}
            <Section
              title="What serves"
              help="For each content type the nearest template: the client’s own before those above, one for the type before one for any."
            >
              <ProviderTable client={client} clients={clients} rows={providers} />
            </Section>
          </div>
        )
      }}
    </Loaded>
  )
}
