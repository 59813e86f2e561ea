'use client'

import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { Loaded } from '#components/loaded.tsx'
import { Page, PageHead, Trail } from '#components/page-head.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { useClients } from '../get-clients.ts'
import { placesForNew } from '../places-for.ts'
import { NewClientForm } from './new-client-form.tsx'

/** "New client", for those who may add one somewhere. `?under=<slug>` chooses the place. */
export function NewClientPage() {
  const clients = useClients()
  const [under] = useQueryState('under', parseAsString)
  return (
    <Page>
      <Trail path={[]} here="New client" />
      <Loaded query={clients} what="the clients" shape="form" place="page">
        {(all) => {
          const places = placesForNew(all)
          const [first] = places
          if (!first) return <NoPlace />
          return (
            <div className="mt-3">
              <PageHead
                title="New client"
                intro="It starts with the strategy, the templates and the people of the clients above it."
              />
              <div className="mt-8 max-w-[40rem]">
                <NewClientForm
                  clients={all}
                  places={places}
                  first={places.find(({ slug }) => slug === under) ?? first}
                />
              </div>
            </div>
          )
        }}
      </Loaded>
    </Page>
  )
}

function NoPlace() {
  return (
    <Blank
      page
      title="You can add no client"
      action={
        <Button asChild>
          <Link href="/">Go to the start page</Link>
        </Button>
      }
    >
      Adding one takes the role of an admin on the client above: on an agency for its customers, on the root for
      agencies and direct clients.
    </Blank>
  )
}
