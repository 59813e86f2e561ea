'use client'

import { type Client, contentType } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs'
import { Loaded } from '#components/loaded.tsx'
import { Page, PageHead, Trail } from '#components/page-head.tsx'
import { RoleGate } from '#components/role-gate.tsx'
import { ClientGate } from '#features/clients/components/client-gate.tsx'
import { lineage } from '#features/clients/tree.ts'
import { textOf } from '../draft.ts'
import { promptQuery } from '../get-prompt.ts'
import type { PromptSource } from '../prompt-source.ts'
import { NewPartialForm } from './new-partial-form.tsx'
import { NewPromptForm } from './new-prompt-form.tsx'

/** A new template, or with `?kind=partial` a partial. `?from=<id>` begins with a copy of that one, `&for=` says what for. */
export function NewPromptPage() {
  const [kind] = useQueryState('kind', parseAsStringLiteral(['prompt', 'partial']).withDefault('prompt'))
  const [from] = useQueryState('from', parseAsString)
  const what = kind === 'partial' ? 'partial' : 'prompt template'
  return (
    <ClientGate title={`New ${what}`}>
      {({ client, clients }) => (
        <Page>
          <Trail path={lineage(clients, client.id)} here="Prompts" hereHref={`/clients/${client.slug}/prompts`} />
          <PageHead
            className="mt-3 mb-8"
            title={`New ${what}`}
            intro={
              kind === 'partial'
                ? `A text that templates of ${client.name} share.`
                : 'It begins as a draft: nothing is written with it until a version is taken into use.'
            }
          />
          <RoleGate
            client={client}
            needs="member"
            doing={`Making a ${what}`}
            title="You can read prompt templates, not make them"
          >
            {from === null ? (
              <Form kind={kind} client={client} clients={clients} source={null} />
            ) : (
              <Copy key={from} kind={kind} client={client} clients={clients} from={from} />
            )}
          </RoleGate>
        </Page>
      )}
    </ClientGate>
  )
}

interface FormProps {
  kind: 'prompt' | 'partial'
  client: Client
  clients: Client[]
}

function Copy({ from, ...props }: FormProps & { from: string }) {
  const [type] = useQueryState('for', parseAsStringLiteral(contentType.options))
  const query = useQuery(promptQuery(from))
  return (
    <Loaded query={query} what="the template to copy" shape="form">
      {({ id, name, client_id, content_type, latest, production, version }) => (
        <Form
          {...props}
          source={{
            ...{ id, name, clientId: client_id, contentType: type ?? content_type },
            text: textOf(version === latest.version ? latest : (production ?? latest)),
          }}
        />
      )}
    </Loaded>
  )
}

function Form({ kind, ...props }: FormProps & { source: PromptSource | null }) {
  return kind === 'partial' ? <NewPartialForm {...props} /> : <NewPromptForm {...props} />
}
