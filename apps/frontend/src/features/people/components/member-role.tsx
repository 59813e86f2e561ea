'use client'

import { type Client, type Member, type Role, roleAllows } from '@hg/contracts'
import { useState } from 'react'
import { Confirm } from '#components/ui/confirm.tsx'
import { Select } from '#components/ui/select.tsx'
import { roleLabels } from '#lib/labels.ts'
import { useChangeRole } from '../change-member.ts'
import { aRole, roleHints, rolesUpTo } from '../role-choices.ts'

/** Somebody's role, to be changed by whoever holds as much; one's own only after asking. */
export function MemberRole({ client, member, isMe }: { client: Client; member: Member; isMe: boolean }) {
  const change = useChangeRole(client)
  const [wanted, setWanted] = useState<Role | null>(null)
  const mayChange = roleAllows(client.role, 'admin') && roleAllows(client.role, member.role)
  if (!mayChange) return roleLabels[member.role]

  function choose(role: Role) {
    if (role === member.role) return
    if (isMe) setWanted(role)
    else change.submit({ userId: member.user_id, role })
  }

  return (
    <>
      <Select
        label={`Role of ${member.name}`}
        value={change.isPending ? change.variables.role : member.role}
        groups={[
          {
            options: rolesUpTo(client.role).map((value) => ({
              value,
              label: roleLabels[value],
              hint: roleHints[value],
            })),
          },
        ]}
        disabled={change.isPending}
        onChange={choose}
        className="w-32"
      />
      <Confirm
        open={wanted !== null}
        onOpenChange={(open) => !open && setWanted(null)}
        title="Change your own role?"
        description={`You will be ${wanted ? aRole[wanted] : ''} of ${client.name}. Only somebody else can make you ${aRole[member.role]} again.`}
        confirm="Change my role"
        onConfirm={() => (wanted ? change.mutateAsync({ userId: member.user_id, role: wanted }) : undefined)}
      />
    </>
  )
}
