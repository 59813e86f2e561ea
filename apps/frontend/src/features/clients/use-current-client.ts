import type { Client } from '@hg/contracts'
import { useParams, usePathname, useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useClientStore } from './client-store.ts'
import { useNamedClient } from './use-named-client.ts'

export type CurrentClient =
  | { state: 'loading' }
  | { state: 'error'; error: Error; busy: boolean; retry: () => void }
  | { state: 'missing' }
  | { state: 'found'; client: Client; clients: Client[] }

/**
 * The client that the address names (`/clients/<slug>`); remembers it as the last one. An address with a former slug
 * becomes the present one.
 */
export function useCurrentClient(): CurrentClient {
  const { slug } = useParams<{ slug?: string }>()
  const pathname = usePathname()
  const router = useRouter()
  const { client, clients, error, busy, retry } = useNamedClient(slug)
  const found = client?.slug
  const isFormer = found !== undefined && found !== slug

  useEffect(() => {
    if (isFormer) router.replace(pathname.replace(`/clients/${slug}`, `/clients/${found}`))
    else if (found) useClientStore.getState().remember(found)
  }, [found, isFormer, pathname, router, slug])

  if (client && clients && !isFormer) return { state: 'found', client, clients }
  if (client === null) return { state: 'missing' }
  if (error) return { state: 'error', error, busy, retry }
  return { state: 'loading' }
}
