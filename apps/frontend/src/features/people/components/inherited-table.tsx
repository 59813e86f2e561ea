'use client'

import type { Client, Member } from '@hg/contracts'
import Link from 'next/link'
import { useMemo } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { Day } from '#components/ui/age.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { useMe } from '#features/account/get-me.ts'
import { roleLabels } from '#lib/labels.ts'
import { useMembers } from '../get-members.ts'
import { Person } from './person.tsx'

/** People whose role comes from a client above, the nearest first. */
export function InheritedTable({ client, clients }: { client: Client; clients: Client[] }) {
  const members = useMembers(client.id, 'inherited')
  const { data: me } = useMe()
  const columns = useMemo(() => columnsFor(clients, me?.id), [clients, me?.id])
  return (
    <Loaded query={members} what="people from above" shape="rows" place="section">
      {(rows) =>
        rows.length === 0 ? (
          <Blank title="Nobody from above">
            <p>No client above {client.name} has people of its own.</p>
          </Blank>
        ) : (
          <>
            <DataTable
              caption={`People from above ${client.name}`}
              columns={columns}
              rows={rows}
              rowKey={(row) => `${row.user_id} ${row.client_id}`}
            />
            <ShowMore query={members} count={rows.length} one="role from above" many="roles from above" />
          </>
        )
      }
    </Loaded>
  )
}

function columnsFor(clients: Client[], myId: string | undefined): Column<Member>[] {
  return [
    { id: 'person', header: 'Person', cell: (row) => <Person member={row} isMe={row.user_id === myId} /> },
    { id: 'role', header: 'Role', look: 'w-28', cell: (row) => roleLabels[row.role] },
    { id: 'from', header: 'Given on', look: 'w-52', cell: (row) => <Given on={row} clients={clients} /> },
    { id: 'since', header: 'Since', look: 'w-28', wideOnly: true, cell: (row) => <Day at={row.since} /> },
  ]
}

/** The client that a role was given on: a link for who may go there. */
function Given({ on, clients }: { on: Member; clients: Client[] }) {
  const client = clients.find(({ id }) => id === on.client_id)
  if (!client) return on.client_name
  return (
    <Link href={`/clients/${client.slug}/settings/people`} className="text-accent hover:underline">
      {client.name}
    </Link>
  )
}
