'use client'

import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import { usePathname, useRouter } from 'next/navigation'
import { Dialog } from 'radix-ui'
import type { Client } from '@hg/contracts'
import { sameAtClient } from '#components/shell/places.ts'
import { leave } from '#lib/leave-guard.ts'
import { clientTypeLabels } from '#lib/labels.ts'
import { searchScore } from '../search-score.ts'
import { lineage } from '../tree.ts'
import { ClientMark } from './client-mark.tsx'

/** Finds a client by its name, slug or type, or by what stands above it. */
export function ClientSearch(props: { clients: Client[]; open: boolean; onOpenChange: (open: boolean) => void }) {
  const router = useRouter()
  const pathname = usePathname()
  function go(client: Client) {
    props.onOpenChange(false)
    leave(() => router.push(sameAtClient(client.slug, pathname)))
  }
  return (
    <Dialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed top-[12vh] left-1/2 z-50 w-[min(34rem,calc(100vw-1.5rem))] -translate-x-1/2 animate-enter overflow-hidden rounded-lg border border-rule-2 bg-raised shadow-float"
        >
          <Dialog.Title className="sr-only">Find a client</Dialog.Title>
          <Command label="Find a client" loop filter={(_, search, words = []) => searchScore(search, words)}>
            <div className="flex items-center gap-3 border-b px-4">
              <Search aria-hidden className="size-4 shrink-0 text-ink-3" />
              <Command.Input
                placeholder="Name, agency or type"
                className="h-12 w-full bg-transparent text-md outline-none placeholder:text-ink-3"
              />
            </div>
            <Command.List className="max-h-[min(26rem,60vh)] overflow-y-auto p-1.5">
              <Command.Empty className="px-3 py-8 text-center text-ink-2">No client matches.</Command.Empty>
              {props.clients.map((client) => (
                <Found
                  key={client.id}
                  client={client}
                  above={lineage(props.clients, client.id).slice(0, -1)}
                  onSelect={() => go(client)}
                />
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Found({ client, above, onSelect }: { client: Client; above: Client[]; onSelect: () => void }) {
  const names = above.map(({ name }) => name)
  return (
    <Command.Item
      value={client.id}
      keywords={[client.name, client.slug, clientTypeLabels[client.type], ...names]}
      onSelect={onSelect}
      className="flex cursor-pointer items-center gap-3 rounded-sm px-2.5 py-2 data-[selected=true]:bg-hover"
    >
      <ClientMark type={client.type} />
      <span className="min-w-0 flex-1">
        <span className="block truncate">{client.name}</span>
        {names.length > 0 && <span className="block truncate text-xs text-ink-3">{names.join(' / ')}</span>}
      </span>
      <span className="shrink-0 text-xs text-ink-3">{clientTypeLabels[client.type]}</span>
    </Command.Item>
  )
}
