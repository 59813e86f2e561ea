import type { Client } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import { ApiError } from '#lib/api.ts'
import { clientBySlugQuery } from './get-client.ts'
import { useClients } from './get-clients.ts'

export interface NamedClient {
  /** undefined while it is looked for, null when there is none. */
  client: Client | null | undefined
  /** The clients of the selector, and the named one. */
  clients: Client[] | undefined
  error: Error | null
  busy: boolean
  retry: () => void
}

/**
 * The client that a slug names: one of the selector, or else one that is archived, or that had this slug once. Without a
 * slug, none.
 */
export function useNamedClient(slug: string | undefined): NamedClient {
  const listed = useClients()
  const client = listed.data?.find((other) => other.slug === slug)
  const isElsewhere = slug !== undefined && listed.isSuccess && !listed.isPlaceholderData && !client
  const asked = useQuery({ ...clientBySlugQuery(slug ?? ''), enabled: isElsewhere })
  if (!isElsewhere) {
    const { data: clients, error, isFetching: busy, refetch } = listed
    return { client, clients, error: clients ? null : error, busy, retry: () => void refetch() }
  }
  const isMissing = asked.error instanceof ApiError && asked.error.status === 404
  return {
    client: isMissing ? null : asked.data,
    clients: asked.data ? [...listed.data, asked.data] : listed.data,
    error: isMissing ? null : asked.error,
    busy: asked.isFetching,
    retry: () => void asked.refetch(),
  }
}
