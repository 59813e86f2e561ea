'use client'

import { type Client, type Member, roleAllows } from '@hg/contracts'
import { useMemo } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { Day } from '#components/ui/age.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { useMe } from '#features/account/get-me.ts'
import { useMembers } from '../get-members.ts'
import { MemberRole } from './member-role.tsx'
import { Person, SecondFactorMark } from './person.tsx'
import { RemoveMember } from './remove-member.tsx'
import { TakeSecondFactor } from './take-second-factor.tsx'

/** The client's own people, with what may be done about them. */
export function MemberTable({ client }: { client: Client }) {
  const members = useMembers(client.id, 'direct')
  const { data: me } = useMe()
  const columns = useMemo(() => columnsFor(client, me?.id), [client, me?.id])
  return (
    <Loaded query={members} what="people" shape="rows" place="section">
      {(rows) =>
        rows.length === 0 ? (
          <Blank title="Nobody yet">
            <p>Nobody was given a role on {client.name} itself. People from above are listed below.</p>
          </Blank>
        ) : (
          <>
            <DataTable
              caption={`Members of ${client.name}`}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.user_id}
            />
            <ShowMore query={members} count={rows.length} one="member" />
          </>
        )
      }
    </Loaded>
  )
}

function columnsFor(client: Client, myId: string | undefined): Column<Member>[] {
  const isMe = (row: Member) => row.user_id === myId
  return [
    { id: 'person', header: 'Person', cell: (row) => <Person member={row} isMe={isMe(row)} /> },
    {
      id: 'role',
      header: 'Role',
      look: 'w-40',
      cell: (row) => <MemberRole client={client} member={row} isMe={isMe(row)} />,
    },
    ...(roleAllows(client.role, 'admin')
      ? [
          {
            id: 'second-factor',
            header: 'Second factor',
            look: 'w-32',
            wideOnly: true,
            cell: (row: Member) => <SecondFactorMark on={row.second_factor} />,
          },
        ]
      : []),
    { id: 'since', header: 'Since', look: 'w-28', wideOnly: true, cell: (row) => <Day at={row.since} /> },
    {
      id: 'actions',
      header: 'Actions',
      look: 'w-52 text-right',
      quietHeader: true,
      cell: (row) => (
        <div className="flex flex-wrap gap-1 md:justify-end">
          {!isMe(row) && <TakeSecondFactor client={client} member={row} />}
          <RemoveMember client={client} member={row} isMe={isMe(row)} />
        </div>
      ),
    },
  ]
}
