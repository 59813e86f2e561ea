'use client'

import type { Client, Job } from '@hg/contracts'
import { useState } from 'react'
import { EffectiveStrategy } from '#features/strategy/components/effective-strategy.tsx'
import { RequestForm } from './request-form.tsx'

/** The form, and beside it the strategy that will apply to the chosen content type. */
export function RequestDesk({ client, clients, like }: { client: Client; clients: Client[]; like: Job | undefined }) {
  const [contentType, setContentType] = useState(like?.content_type ?? 'blog_post')
  return (
    <div className="mt-3 grid gap-x-16 gap-y-14 lg:grid-cols-[minmax(0,40rem)_minmax(18rem,1fr)]">
      <div>
        <h1 className="font-serif text-3xl font-medium tracking-tight">New content</h1>
        <p className="mt-1 mb-8 text-ink-2">
          For {client.name}
          <a href="#strategy" className="ml-4 text-accent underline underline-offset-2 lg:hidden">
            See the strategy
          </a>
        </p>
        <RequestForm client={client} contentType={contentType} like={like} onContentType={setContentType} />
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
  )
}
