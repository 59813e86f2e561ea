'use client'

import { type Client, type Member, roleAllows } from '@hg/contracts'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { whyNot } from '#lib/roles.ts'
import { useRemoveMember } from '../change-member.ts'

/** Takes somebody's role on the client away, or lets one leave. */
export function RemoveMember({ client, member, isMe }: { client: Client; member: Member; isMe: boolean }) {
  const remove = useRemoveMember(client)
  const needed = roleAllows('admin', member.role) ? 'admin' : 'owner'
  return (
    <Confirm
      title={isMe ? `Leave ${client.name}?` : `Remove ${member.name}?`}
      description={
        isMe
          ? 'You lose this role at once, here and on every client below. Roles from above stay. To come back, you need an invite.'
          : `${member.name} loses this role at once, here and on every client below, also where a page is open. Roles from above stay.`
      }
      confirm={isMe ? 'Leave' : 'Remove'}
      onConfirm={() => remove.mutateAsync(member)}
    >
      <Button
        size="sm"
        look="quiet"
        className="-ml-2.5 md:ml-0"
        off={isMe ? null : whyNot(client, needed, `Removing ${member.name}`)}
      >
        {isMe ? 'Leave' : 'Remove'}
        <span className="sr-only"> {isMe ? client.name : member.name}</span>
      </Button>
    </Confirm>
  )
}
