'use client'

import type { Client } from '@hg/contracts'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Page } from '#components/page-head.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Failed } from '#components/ui/failed.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useDocumentTitle } from '#lib/use-document-title.ts'
import { useCurrentClient } from '../use-current-client.ts'

/** Lets a page in once the client that the address names is known; else says that it loads, failed or does not exist. */
export function ClientGate(props: {
  /** What the tab is named after; left out by a frame whose pages name it. */
  title?: string
  children: (found: { client: Client; clients: Client[] }) => ReactNode
}) {
  const current = useCurrentClient()
  useDocumentTitle(current.state === 'found' && props.title ? `${props.title}, ${current.client.name}` : undefined)
  switch (current.state) {
    case 'found':
      return props.children(current)
    case 'loading':
      return (
        <Page>
          <div role="status">
            <span className="sr-only">Loading</span>
            <Skeleton className="w-40" />
            <Skeleton className="mt-4 h-9 w-72 max-w-full" />
          </div>
        </Page>
      )
    case 'error':
      return (
        <Failed
          place="page"
          title="The clients could not be loaded"
          error={current.error}
          busy={current.busy}
          onRetry={current.retry}
        />
      )
    case 'missing':
      return (
        <Blank
          page
          role="alert"
          title="No such client"
          action={
            <Button asChild>
              <Link href="/">Go to the start page</Link>
            </Button>
          }
        >
          It does not exist, or you have no role there.
        </Blank>
      )
  }
}
