'use client'

import { type Client, type Prompt, promptName } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { Ellipsis } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Trail } from '#components/page-head.tsx'
import { RenameDialog } from '#components/rename-dialog.tsx'
import { Ago } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuContent, MenuItem, MenuTrigger } from '#components/ui/menu.tsx'
import { lineage } from '#features/clients/tree.ts'
import { typeLabel } from '#features/strategy/labels.ts'
import { leave } from '#lib/leave-guard.ts'
import { whyNot } from '#lib/roles.ts'
import { promptQuery } from '../get-prompt.ts'
import { authorName } from '../words.ts'
import { changePrompt, promptKeys } from '../write-prompt.ts'
import { ActivateButton, DeactivateDialog } from './activation.tsx'
import { LabelTags } from './label-tags.tsx'
import { PromptState } from './prompt-state.tsx'

/** A template's name, which version is in use, and what can be done with it as a whole. */
export function PromptHead(props: { prompt: Prompt; client: Client; clients: Client[]; unsaved: boolean }) {
  const { prompt, client, clients } = props
  const router = useRouter()
  const queryClient = useQueryClient()
  const [open, setOpen] = useState<'rename' | 'deactivate' | null>(null)
  const isAdmin = whyNot(client, 'admin', '') === null
  const isMember = whyNot(client, 'member', '') === null
  const { latest } = prompt
  const labels = prompt.labels.filter(({ label }) => label !== 'production')
  return (
    <header>
      <Trail path={lineage(clients, client.id)} here="Prompts" hereHref={`/clients/${client.slug}/prompts`} />
      <div className="mt-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-4">
        <h1 className="min-w-0 font-serif text-3xl font-medium tracking-tight wrap-anywhere">{prompt.name}</h1>
        <div className="flex flex-wrap gap-2">
          {prompt.version !== prompt.latest_version && (
            <ActivateButton
              prompt={prompt}
              version={prompt.latest_version}
              client={client}
              clients={clients}
              look="primary"
              off={props.unsaved ? 'Save or take back your changes first.' : null}
            />
          )}
          <Menu>
            <MenuTrigger asChild>
              <Button aria-label="More" className="px-2.5">
                <Ellipsis aria-hidden className="size-4" />
              </Button>
            </MenuTrigger>
            <MenuContent align="end">
              <MenuItem
                disabled={!isMember}
                onSelect={() =>
                  leave(() => router.push(`/clients/${client.slug}/prompts/new?kind=${prompt.kind}&from=${prompt.id}`))
                }
              >
                Make a copy…
              </MenuItem>
              {prompt.kind === 'prompt' && (
                <MenuItem disabled={!isAdmin} onSelect={() => setOpen('rename')}>
                  Rename…
                </MenuItem>
              )}
              {prompt.version !== null && (
                <MenuItem disabled={!isAdmin} onSelect={() => setOpen('deactivate')}>
                  Take out of use…
                </MenuItem>
              )}
            </MenuContent>
          </Menu>
        </div>
      </div>
      <p className="mt-3 flex flex-wrap items-center gap-x-5 gap-y-1 text-ink-2">
        <span>
          <PromptState template={prompt} />
          {prompt.version !== null && ' in use'}
        </span>
        <span>{prompt.kind === 'partial' ? 'Partial' : typeLabel(prompt.content_type)}</span>
        {labels.length > 0 && <LabelTags labels={labels} />}
        {prompt.open_below && <span>Open to clients below</span>}
        <span className="text-ink-3">
          Newest: version {latest.version}, {authorName(latest.author)}, <Ago at={latest.created_at} />
          {latest.message && <>: “{latest.message}”</>}
        </span>
      </p>
      <RenameDialog
        name={prompt.name}
        allowed={promptName}
        send={(name) => changePrompt(prompt.id, { name })}
        stale={promptKeys}
        onRenamed={(renamed) => queryClient.setQueryData(promptQuery(prompt.id).queryKey, renamed)}
        open={open === 'rename'}
        onOpenChange={() => setOpen(null)}
      />
      <DeactivateDialog
        prompt={prompt}
        client={client}
        clients={clients}
        open={open === 'deactivate'}
        onOpenChange={() => setOpen(null)}
      />
    </header>
  )
}
