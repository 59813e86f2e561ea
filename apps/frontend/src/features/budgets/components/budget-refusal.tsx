'use client'

import type { Client } from '@hg/contracts'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { Notice } from '#components/ui/notice.tsx'
import type { ApiError } from '#lib/api.ts'

/** Which budget has no room, with its figures as far as the reader may see them, and what can be done. Nothing was stored. */
export function BudgetRefusal({ error, client }: { error: ApiError; client: Client }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [error])
  return (
    <div ref={place}>
      <Notice tone="danger" role="alert" title="A budget has no room for this">
        <p>{error.message}</p>
        <p>
          An owner can raise that budget; or set a lower cost limit, choose a cheaper model, or wait until work under
          way is done or the month is over. Nothing was accepted, and nothing is lost.
        </p>
        <p>
          <Link
            href={`/clients/${client.slug}/settings/budget`}
            target="_blank"
            className="text-accent underline underline-offset-2"
          >
            See the budgets of {client.name} in a new tab
          </Link>
        </p>
      </Notice>
    </div>
  )
}
