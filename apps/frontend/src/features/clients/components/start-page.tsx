'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Failed } from '#components/ui/failed.tsx'
import { useClientStore } from '../client-store.ts'
import { useClients } from '../get-clients.ts'

/** Leads to the client that was looked at last, or to the first of the tree. */
export function StartPage() {
  const router = useRouter()
  const { data: clients, error, refetch, isFetching } = useClients()
  const showArchived = useClientStore((state) => state.showArchived)
  const setShowArchived = useClientStore((state) => state.setShowArchived)

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
      <Blank
        page
        role="status"
        title="No client yet"
        action={!showArchived && <Button onClick={() => setShowArchived(true)}>Look among the archived</Button>}
      >
        You have no role with any client{showArchived ? '' : ' that is not archived'}. Ask whoever invited you to give
        you one.
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
