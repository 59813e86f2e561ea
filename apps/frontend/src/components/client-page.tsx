'use client'

import type { Client } from '@hg/contracts'
import type { ReactNode } from 'react'
import { ClientGate } from '#features/clients/components/client-gate.tsx'
import { lineage } from '#features/clients/tree.ts'
import { Page, PageHead, Trail } from './page-head.tsx'

/** The client that the address names, and all that the user may see. */
export interface FoundClient {
  client: Client
  clients: Client[]
}

interface ClientPageProps {
  /** The page's title, also of the tab. */
  title: string
  /** What the page is for, in a sentence or two. */
  intro?: ReactNode | ((found: FoundClient) => ReactNode)
  actions?: (found: FoundClient) => ReactNode
  children: (found: FoundClient) => ReactNode
}

/** A page of a client outside its settings: where it stands in the tree, its title, its actions. Waits for the client. */
export function ClientPage(props: ClientPageProps) {
  return (
    <ClientGate title={props.title}>
      {(found) => (
        <Page>
          <Trail path={lineage(found.clients, found.client.id)} here={props.title} />
          <div className="mt-3">
            <Head {...props} found={found} />
          </div>
          <div className="mt-8">{props.children(found)}</div>
        </Page>
      )}
    </ClientGate>
  )
}

/** A page of a client's settings; its layout draws what stands around it. */
export function SettingsPage(props: ClientPageProps) {
  return (
    <ClientGate title={props.title}>
      {(found) => (
        <>
          <Head {...props} found={found} />
          <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-12">{props.children(found)}</div>
        </>
      )}
    </ClientGate>
  )
}

/** A page of one's own account; its layout draws what stands around it. The tab is named by the page's `metadata`. */
export function AccountPage(props: { title: string; intro?: ReactNode; children: ReactNode }) {
  return (
    <>
      <PageHead title={props.title} intro={props.intro} />
      <div className="mt-8 grid grid-cols-[minmax(0,1fr)] gap-12">{props.children}</div>
    </>
  )
}

function Head({ title, intro, actions, found }: ClientPageProps & { found: FoundClient }) {
  return (
    <PageHead title={title} intro={typeof intro === 'function' ? intro(found) : intro} actions={actions?.(found)} />
  )
}
