'use client'

import type { Client, Invite, SentInvite } from '@hg/contracts'
import { useMemo, useState } from 'react'
import { Loaded } from '#components/loaded.tsx'
import { Ago } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { Dialog, DialogBody, DialogFooter } from '#components/ui/dialog.tsx'
import { ShowMore } from '#components/ui/show-more.tsx'
import { StateMark } from '#components/ui/state-mark.tsx'
import { formatDate } from '#lib/format.ts'
import { roleLabels } from '#lib/labels.ts'
import { whyNot } from '#lib/roles.ts'
import { useInvites } from '../get-invites.ts'
import { useResendInvite, useRevokeInvite } from '../send-invites.ts'
import { aRole } from '../role-choices.ts'
import { SentOutcome } from './invite-outcome.tsx'

/** Invites that nobody accepted yet, to be sent again or taken back. */
export function InviteTable({ client }: { client: Client }) {
  const invites = useInvites(client.id)
  const [resent, setResent] = useState<SentInvite | null>(null)
  const columns = useMemo(() => columnsFor(client, setResent), [client])
  return (
    <>
      <Loaded query={invites} what="invites" shape="rows" place="section">
        {(rows) =>
          rows.length === 0 ? (
            <p className="text-ink-3">Nobody is invited at the moment.</p>
          ) : (
            <>
              <DataTable caption={`Invites to ${client.name}`} columns={columns} rows={rows} rowKey={(row) => row.id} />
              <ShowMore query={invites} count={rows.length} one="invite" />
            </>
          )
        }
      </Loaded>
      <Dialog title="Sent again" open={resent !== null} onOpenChange={(open) => !open && setResent(null)}>
        <DialogBody>{resent && <SentOutcome sent={resent} />}</DialogBody>
        <DialogFooter>
          <Button look="primary" onClick={() => setResent(null)}>
            Done
          </Button>
        </DialogFooter>
      </Dialog>
    </>
  )
}

function columnsFor(client: Client, onResent: (sent: SentInvite) => void): Column<Invite>[] {
  return [
    { id: 'email', header: 'E-mail', cell: (row) => <span className="font-medium wrap-anywhere">{row.email}</span> },
    { id: 'role', header: 'Role', look: 'w-20', cell: (row) => roleLabels[row.role] },
    { id: 'state', header: 'State', look: 'w-56', cell: (row) => <InviteState invite={row} /> },
    {
      id: 'sent',
      header: 'Sent',
      look: 'w-36',
      cell: (row) => (
        <>
          <Ago at={row.sent_at} />
          {row.invited_by && <span className="block truncate text-sm text-ink-3">by {row.invited_by.name}</span>}
        </>
      ),
    },
    {
      id: 'actions',
      header: 'Actions',
      look: 'w-44 text-right',
      quietHeader: true,
      cell: (row) => <InviteActions client={client} invite={row} onResent={onResent} />,
    },
  ]
}

function InviteState({ invite }: { invite: Invite }) {
  if (invite.state === 'expired') {
    return (
      <StateMark shape="dash">
        Expired <Ago at={invite.expires_at} />
      </StateMark>
    )
  }
  if (invite.state === 'void') {
    return (
      <div>
        <StateMark shape="warning" tone="caution" loud>
          Void
        </StateMark>
        <p className="text-sm text-ink-3">Its sender may no longer give this role. Send it again yourself.</p>
      </div>
    )
  }
  const unmailed = invite.mail !== 'sent' && invite.mail !== null
  return (
    <div>
      <StateMark shape="ring" tone="accent">
        Pending
      </StateMark>
      <p className="text-sm text-ink-3">
        {unmailed && 'Not mailed. '}
        Until <time dateTime={invite.expires_at}>{formatDate(invite.expires_at)}</time>
      </p>
    </div>
  )
}

function InviteActions(props: { client: Client; invite: Invite; onResent: (sent: SentInvite) => void }) {
  const { client, invite } = props
  const resend = useResendInvite(client, props.onResent)
  const revoke = useRevokeInvite(client)
  const needed = invite.role === 'owner' ? 'owner' : 'admin'
  const why = whyNot(client, needed, `Inviting ${aRole[invite.role]}`)
  return (
    <div className="-ml-2.5 flex flex-wrap gap-1 md:ml-0 md:justify-end">
      <Button size="sm" look="quiet" off={why} busy={resend.isPending} onClick={() => resend.submit(invite.id)}>
        Send again<span className="sr-only"> to {invite.email}</span>
      </Button>
      <Confirm
        title="Revoke this invite?"
        description={`The link that ${invite.email} got works no more.`}
        confirm="Revoke"
        onConfirm={() => revoke.mutateAsync(invite.id)}
      >
        <Button size="sm" look="quiet" off={why}>
          Revoke<span className="sr-only"> the invite of {invite.email}</span>
        </Button>
      </Confirm>
    </div>
  )
}
