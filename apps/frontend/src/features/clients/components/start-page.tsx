'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { Blank } from '#components/ui/blank.tsx'
import { Failed } from '#components/ui/failed.tsx'
import { useClientStore } from '../client-store.ts'
import { useClients } from '../get-clients.ts'

/** Leads to the client that was looked at last, or to the first of the tree. */
export function StartPage() {
  const router = useRouter()
  const { data: clients, error, refetch, isFetching } = useClients()

  useEffect(() => {
    if (!clients) return
    void Promise.resolve(useClientStore.persist.rehydrate()).then(() => {
      const { lastSlug } = useClientStore.getState()
      const target = clients.find((client) => client.slug === lastSlug) ?? clients[0]
      if (target) router.replace(`/clients/${target.slug}`)
    })
  }, [clients, router])

  if (clients?.length === 0) {
    return (
      <Blank page role="status" title="No client yet">
        You have no role with any client. Ask whoever invited you to give you one.
      </Blank>
    )
  }
  if (!clients && error) {
    return (
      <Failed
        place="page"
        title="The clients could not be loaded"
        error={error}
        busy={isFetching}
        onRetry={() => void refetch()}
      />
    )
  }
  return (
    <p role="status" className="sr-only">
      Loading
    </p>
  )
}
