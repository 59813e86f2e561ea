'use client'

import { type Client, type Strategy, strategyName } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { Trail } from '#components/page-head.tsx'
import { RenameDialog } from '#components/rename-dialog.tsx'
import { Ago } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '#components/ui/menu.tsx'
import { lineage } from '#features/clients/tree.ts'
import { apiUrl } from '#lib/api.ts'
import { whyNot } from '#lib/roles.ts'
import { typeLabel } from '#features/strategy/labels.ts'
import { strategyQuery } from '../get-strategy.ts'
import { changeStrategy, strategyKeys } from '../write-strategy.ts'
import { ActivationButton } from './activation.tsx'
import { ImportDialog } from './import-dialog.tsx'
import { authorName, StrategyState } from './strategy-state.tsx'

/** A strategy's name, state and origin, and what can be done with it as a whole. */
export function StrategyHead(props: { strategy: Strategy; client: Client; clients: Client[]; unsaved: boolean }) {
  const { strategy, client, clients } = props
  const queryClient = useQueryClient()
  const [open, setOpen] = useState<'rename' | 'import' | null>(null)
  const readOnly = whyNot(client, 'admin', 'Changing strategies') !== null
  const unsaved = props.unsaved ? 'Save or take back your changes first.' : null
  return (
    <header>
      <Trail path={lineage(clients, client.id)} here="Strategies" hereHref={`/clients/${client.slug}/strategies`} />
      <div className="mt-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <h1 className="min-w-0 font-serif text-3xl font-medium tracking-tight">{strategy.name}</h1>
        <div className="flex flex-wrap gap-2">
          <ActivationButton strategy={strategy} client={client} clients={clients} off={unsaved} />
          <Menu>
            <MenuTrigger asChild>
              <Button aria-label="More" className="px-2.5">
                <Ellipsis aria-hidden className="size-4" />
              </Button>
            </MenuTrigger>
            <MenuContent align="end">
              {!readOnly && (
                <>
                  <MenuItem disabled={unsaved !== null} onSelect={() => setOpen('rename')}>
                    Rename…
                  </MenuItem>
                  <MenuItem disabled={unsaved !== null} onSelect={() => setOpen('import')}>
                    Import a version…
                  </MenuItem>
                </>
              )}
              <MenuItem asChild>
                <a href={apiUrl(`/smm/strategies/${strategy.id}/export`)} download={fileName(strategy)}>
                  Export as YAML
                </a>
              </MenuItem>
            </MenuContent>
          </Menu>
        </div>
      </div>
      <p className="mt-3 flex flex-wrap items-center gap-x-5 gap-y-1 text-ink-2">
        <StrategyState strategy={strategy} />
        <span>{typeLabel(strategy.content_type)}</span>
        <span>Version {strategy.version}</span>
        <span className="text-ink-3">
          {authorName(strategy.author)}, <Ago at={strategy.updated_at} />
          {strategy.message && <>: “{strategy.message}”</>}
        </span>
      </p>
      <RenameDialog
        name={strategy.name}
        allowed={strategyName}
        send={(name) => changeStrategy(strategy.id, { base_version: strategy.version, name })}
        stale={strategyKeys}
        onRenamed={(renamed) => queryClient.setQueryData(strategyQuery(strategy.id).queryKey, renamed)}
        open={open === 'rename'}
        onOpenChange={() => setOpen(null)}
      />
      <ImportDialog
        target={{ clientId: client.id, into: strategy }}
        clients={clients}
        open={open === 'import'}
        onOpenChange={() => setOpen(null)}
      />
    </header>
  )
}

function fileName({ name, version }: Strategy): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return `${plain || 'strategy'}-v${version}.yaml`
}
