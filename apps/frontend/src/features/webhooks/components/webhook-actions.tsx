import type { Webhook } from '@hg/contracts'
import { MoreHorizontal } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '#components/ui/menu.tsx'
import { useRemoveWebhook, useSwitchWebhook } from '../change-webhooks.ts'

/** What opens in a window of its own. */
export type WebhookDeed = 'edit' | 'rotate' | 'deliveries'

/** What can be done with one webhook. */
export function WebhookActions({ webhook, onChoose }: { webhook: Webhook; onChoose: (deed: WebhookDeed) => void }) {
  const [removing, setRemoving] = useState(false)
  const remove = useRemoveWebhook(webhook)
  const turn = useSwitchWebhook(webhook)
  return (
    <div className="flex flex-wrap gap-1 md:justify-end">
      <Button size="sm" look="quiet" onClick={() => onChoose('deliveries')}>
        Deliveries<span className="sr-only">to {webhook.url}</span>
      </Button>
      <Menu>
        <MenuTrigger asChild>
          <Button size="sm" look="quiet" aria-label={`More for ${webhook.url}`} busy={turn.isPending}>
            <MoreHorizontal aria-hidden className="size-4" />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem onSelect={() => onChoose('edit')}>Change…</MenuItem>
          <MenuItem onSelect={() => onChoose('rotate')}>Replace the secret…</MenuItem>
          <MenuItem onSelect={() => turn.submit(!webhook.is_enabled)}>
            {webhook.is_enabled ? 'Switch off' : 'Switch on'}
          </MenuItem>
          <MenuSeparator />
          <MenuItem onSelect={() => setRemoving(true)}>Remove…</MenuItem>
        </MenuContent>
      </Menu>
      <Confirm
        open={removing}
        onOpenChange={setRemoving}
        title="Remove the webhook?"
        description={`${webhook.url} is told nothing more, and the record of what was delivered there goes with it. What is on its way is not sent.`}
        confirm="Remove"
        onConfirm={() => remove.mutateAsync(undefined)}
      />
    </div>
  )
}
