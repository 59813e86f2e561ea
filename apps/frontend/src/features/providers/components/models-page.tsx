'use client'

import type { Client, ProviderOverview } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import { SettingsPage } from '#components/client-page.tsx'
import { Loaded } from '#components/loaded.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Section } from '#components/ui/section.tsx'
import { plural } from '#lib/format.ts'
import { providerLabels } from '#lib/labels.ts'
import { providersQuery } from '../get-providers.ts'
import { keyWords, lately } from '../words.ts'
import { ModelTable } from './model-table.tsx'
import { ProviderMark } from './provider-mark.tsx'

/** Which models there are for a client, what they cost, and how they stand now. */
export function ModelsPage() {
  return (
    <SettingsPage
      title="Models"
      intro="Who can write, at what price, and how they are doing. Routing chooses among the models in sight; the others write where a request or a strategy names them."
    >
      {({ client }) => <Providers client={client} />}
    </SettingsPage>
  )
}

function Providers({ client }: { client: Client }) {
  const providers = useQuery(providersQuery(client.id))
  return (
    <Loaded query={providers} what="the models" shape="rows" place="section">
      {({ items }) => (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-12">
          {items.map((provider) => (
            <ProviderSection key={provider.provider} provider={provider} />
          ))}
        </div>
      )}
    </Loaded>
  )
}

function ProviderSection({ provider }: { provider: ProviderOverview }) {
  const name = providerLabels[provider.provider]
  const current = provider.models.filter(isCurrent)
  const first = current.filter(isFirst)
  const others = current.filter((model) => !isFirst(model))
  const older = provider.models.filter((model) => !isCurrent(model))
  return (
    <Section title={name} help={<Standing provider={provider} />}>
      {first.length > 0 ? (
        <ModelTable caption={`Models of ${name} that routing chooses among`} models={first} />
      ) : (
        current.length === 0 && <p className="text-ink-3">The catalogue has no current model of {name} with a price.</p>
      )}
      {others.length > 0 && (
        <Disclosure title="Where they are named" aside={plural(others.length, 'model')}>
          <ModelTable caption={`More models of ${name}`} models={others} />
        </Disclosure>
      )}
      {older.length > 0 && (
        <Disclosure title="On their way out" aside={plural(older.length, 'model')}>
          <ModelTable caption={`Older models of ${name}`} models={older} />
        </Disclosure>
      )}
    </Section>
  )
}

function Standing({ provider }: { provider: ProviderOverview }) {
  const seen = lately(provider)
  if (provider.key === 'none') {
    return (
      <>
        <ProviderMark provider={provider} />
        <span className="block">Nothing is written with it until a key is saved under Keys.</span>
      </>
    )
  }
  return (
    <>
      <ProviderMark provider={provider} /> <span>{keyWords[provider.key]}</span>
      <span className="figures block">
        {seen === null ? 'Too few calls lately to say how it does.' : `In the last hour: ${seen}.`}
      </span>
    </>
  )
}

/** What is always in sight: what routing chooses among, and what does not stand well. */
function isFirst({ routed, state }: ProviderOverview['models'][number]): boolean {
  return routed || state !== 'available'
}

function isCurrent({ status }: ProviderOverview['models'][number]): boolean {
  return status === 'available' || status === 'beta'
}
