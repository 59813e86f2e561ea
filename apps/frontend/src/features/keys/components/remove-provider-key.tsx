import type { Client, EffectiveProviderKey } from '@hg/contracts'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { providerLabels } from '#lib/labels.ts'
import { useRemoveProviderKey } from '../change-provider-keys.ts'

/** Takes the client's own key to a provider away. */
export function RemoveProviderKey({ client, current }: { client: Client; current: EffectiveProviderKey }) {
  const name = providerLabels[current.provider]
  const remove = useRemoveProviderKey(client, current.provider)
  return (
    <Confirm
      title={`Remove the key to ${name}?`}
      description={`It is erased here, and used no more within 5 seconds. Pieces of ${client.name} are then written with the nearest key from above, or the platform’s; without one, nothing is written with ${name}.`}
      confirm="Remove"
      onConfirm={() => remove.mutateAsync(undefined)}
    >
      <Button size="sm" look="quiet">
        Remove<span className="sr-only">the key to {name}</span>
      </Button>
    </Confirm>
  )
}
