import { type Client, erasedClient } from '@hg/contracts'
import { useRouter } from 'next/navigation'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { Section } from '#components/ui/section.tsx'
import { api } from '#lib/api.ts'
import { plural } from '#lib/format.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { whyNot } from '#lib/roles.ts'

/** Erases an archived client for good. */
export function ErasureSection({ client }: { client: Client }) {
  const router = useRouter()
  const erase = useSave({
    send: () =>
      api(`/smm/clients/${client.id}/erase`, erasedClient, { method: 'POST', body: { confirm: client.slug } }),
    stale: [['clients']],
    saved: ({ clients, pieces }) => `Erased ${plural(clients, 'client')} and ${plural(pieces, 'piece')}`,
    onSaved: () => router.push('/'),
  })
  const off =
    whyNot(client, 'owner', 'Erasing a client') ??
    (client.archived_at === null ? 'Archive the client first: what is still in use is not erased.' : null)
  return (
    <Section
      title="Erase"
      help="Names, facts, strategies, templates, keys, roles and content go for good, here and below. Ids and what was paid stay, and the audit still verifies."
      actions={
        <Confirm
          title={`Erase ${client.name}?`}
          description="This cannot be undone. Download an export first if anything of it may be needed."
          confirm="Erase for good"
          look="danger"
          typed={client.slug}
          onConfirm={() => erase.mutateAsync(undefined)}
        >
          <Button look="danger" off={off}>
            Erase this client
          </Button>
        </Confirm>
      }
    >
      {off && <p className="max-w-[40rem] text-sm text-ink-2">{off}</p>}
    </Section>
  )
}
