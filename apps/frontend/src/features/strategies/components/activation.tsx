'use client'

import type { Client, Strategy } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { Confirm } from '#components/ui/confirm.tsx'
import { Button } from '#components/ui/button.tsx'
import { Loaded } from '#components/loaded.tsx'
import { useSave } from '#lib/forms/use-save.ts'
import { whyNot } from '#lib/roles.ts'
import { useStrategies } from '../get-strategies.ts'
import { strategyQuery } from '../get-strategy.ts'
import { typeLabel } from '#features/strategy/labels.ts'
import { usePreview } from '../preview-strategy.ts'
import { changeStrategy, strategyKeys } from '../write-strategy.ts'
import { EffectsList } from './effects.tsx'

/**
 * Takes a strategy into or out of use, after showing whom it reaches.
 *
 * @param props.off why it cannot be done right now
 */
export function ActivationButton(props: { strategy: Strategy; client: Client; clients: Client[]; off: string | null }) {
  const { strategy, client } = props
  const queryClient = useQueryClient()
  const { data: strategies = [] } = useStrategies(client.id)
  const next = !strategy.is_active
  const replaced = strategies.find(
    (other) =>
      next &&
      !other.inherited &&
      other.is_active &&
      other.content_type === strategy.content_type &&
      other.id !== strategy.id,
  )
  const change = useSave({
    send: (isActive: boolean) =>
      changeStrategy(strategy.id, {
        base_version: strategy.version,
        is_active: isActive,
        ...(replaced ? { replaces: replaced.id } : {}),
      }),
    stale: strategyKeys,
    saved: ({ is_active }) => (is_active ? `${strategy.name} is in use` : `${strategy.name} is out of use`),
    onSaved: (changed) => queryClient.setQueryData(strategyQuery(strategy.id).queryKey, changed),
  })
  const off = whyNot(client, 'admin', next ? 'Taking it into use' : 'Taking it out of use') ?? props.off
  return (
    <Confirm
      title={next ? `Take “${strategy.name}” into use?` : `Take “${strategy.name}” out of use?`}
      description={
        next
          ? `New pieces follow version ${strategy.version} at once. Pieces that were requested before keep their strategy.`
          : 'It stays here as a draft, and pieces keep naming it. New pieces follow what stands above and beside it.'
      }
      details={
        <div className="grid gap-3">
          {replaced && (
            <p>
              It takes the place of “{replaced.name}”, which is in use for{' '}
              {typeLabel(strategy.content_type).toLowerCase()} now.
            </p>
          )}
          <Reach {...props} isActive={next} />
        </div>
      }
      confirm={next ? 'Take into use' : 'Take out of use'}
      look="primary"
      onConfirm={() => change.mutateAsync(next)}
    >
      <Button look={next ? 'primary' : 'secondary'} off={off}>
        {next ? 'Take into use' : 'Take out of use'}
      </Button>
    </Confirm>
  )
}

function Reach({ strategy, clients, isActive }: { strategy: Strategy; clients: Client[]; isActive: boolean }) {
  const { configuration, merge_modes } = strategy
  const query = usePreview(
    { kind: 'existing', strategyId: strategy.id },
    { configuration, merge_modes },
    { shownAs: strategy.content_type, isActive, enabled: true },
  )
  return (
    <div className="max-h-60 overflow-y-auto">
      <Loaded query={query} what="whom it reaches" shape="text" place="line">
        {({ effects }) => <EffectsList effects={effects} clients={clients} />}
      </Loaded>
    </div>
  )
}
