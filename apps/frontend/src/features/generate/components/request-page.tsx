'use client'

import { type ContentType, roleAllows } from '@hg/contracts'
import Link from 'next/link'
import { useState } from 'react'
import { Page, Trail } from '#components/page-head.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { ClientGate } from '#features/clients/components/client-gate.tsx'
import { lineage } from '#features/clients/tree.ts'
import { EffectiveStrategy } from '#features/strategy/components/effective-strategy.tsx'
import { RequestForm } from './request-form.tsx'

/** "New content": the form, and beside it the strategy that will apply. */
export function RequestPage() {
  const [contentType, setContentType] = useState<ContentType>('blog_post')
  return (
    <ClientGate title="New content">
      {({ client, clients }) => (
        <Page>
          <Trail path={lineage(clients, client.id)} here="New content" />
          {roleAllows(client.role, 'member') ? (
            <div className="mt-3 grid gap-x-16 gap-y-14 lg:grid-cols-[minmax(0,40rem)_minmax(18rem,1fr)]">
              <div>
                <h1 className="font-serif text-3xl font-medium tracking-tight">New content</h1>
                <p className="mt-1 mb-8 text-ink-2">
                  For {client.name}
                  <a href="#strategy" className="ml-4 text-accent underline underline-offset-2 lg:hidden">
                    See the strategy
                  </a>
                </p>
                <RequestForm client={client} contentType={contentType} onContentType={setContentType} />
              </div>
              <aside
                id="strategy"
                tabIndex={0}
                aria-label="Strategy that will apply"
                className="scroll-mt-16 lg:sticky lg:top-8 lg:max-h-[calc(100dvh-4rem)] lg:self-start lg:overflow-y-auto lg:border-l lg:pr-2 lg:pl-10"
              >
                <EffectiveStrategy client={client} clients={clients} contentType={contentType} />
              </aside>
            </div>
          ) : (
            <Blank
              page
              title="You can read here, not request"
              action={
                <Button asChild>
                  <Link href={`/clients/${client.slug}`}>Back to the list</Link>
                </Button>
              }
            >
              As a viewer of {client.name} you see its content and strategy. Requesting content takes the role of a
              member; an admin or owner can give it to you.
            </Blank>
          )}
        </Page>
      )}
    </ClientGate>
  )
}
