import type { Client } from '@hg/contracts'
import { useParams } from 'next/navigation'
import { useEffect } from 'react'
import { useClientStore } from './client-store.ts'
import { useClients } from './get-clients.ts'

export type CurrentClient =
  | { state: 'loading' }
  | { state: 'error'; error: Error; busy: boolean; retry: () => void }
  | { state: 'missing' }
  | { state: 'found'; client: Client; clients: Client[] }

/** The client that the address names (`/clients/<slug>`); remembers it as the last one. */
export function useCurrentClient(): CurrentClient {
  const { slug } = useParams<{ slug?: string }>()
  const { data: clients, error, isFetching, refetch } = useClients()
  const client = clients?.find((other) => other.slug === slug)
  const found = client?.slug

  useEffect(() => {
    if (found) useClientStore.getState().remember(found)
  }, [found])

  if (clients && client) return { state: 'found', client, clients }
  if (clients) return { state: 'missing' }
  if (error) return { state: 'error', error, busy: isFetching, retry: () => void refetch() }
  return { state: 'loading' }
}
