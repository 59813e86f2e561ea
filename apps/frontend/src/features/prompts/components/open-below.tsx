'use client'

import type { Client, Prompt } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Switch } from '#components/ui/choice.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Section } from '#components/ui/section.tsx'
import { inWords } from '#features/strategy/labels.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { whyNot } from '#lib/roles.ts'
import { promptQuery } from '../get-prompt.ts'
import { changePrompt, promptKeys } from '../write-prompt.ts'

/** Whether people of the clients below may read a template, and copy it. Nothing where no client can stand below. */
export function OpenBelow({ prompt, client }: { prompt: Prompt; client: Client }) {
  const queryClient = useQueryClient()
  const [asking, setAsking] = useState(false)
  const change = useSave({
    send: (isOpen: boolean) => changePrompt(prompt.id, { open_below: isOpen }),
    stale: promptKeys,
    saved: ({ open_below, name }) =>
      open_below ? `Those below ${client.name} may read ${name}` : `${name} is ${client.name}’s alone to read`,
    onSaved: (changed) => queryClient.setQueryData(promptQuery(prompt.id).queryKey, changed),
    failed: 'It was not changed',
  })
  if (client.type !== 'root' && client.type !== 'agency') return null
  const off = whyNot(client, 'admin', 'Opening templates')
  const what = prompt.kind === 'partial' ? 'partial' : 'template'
  const closed = prompt.partials.filter(({ version, open_below }) => version !== null && !open_below)
  const open = prompt.partials.filter(({ open_below }) => open_below)
  return (
    <Section title="Clients below" className="border-t-0 pt-1">
      <div className="max-w-[40rem]">
        <Switch
          label={`Those below may read this ${what}`}
          hint={
            off ??
            `People of clients below ${client.name} read all its versions, drafts too, and their labels, and may make a copy of their own. They never see who wrote them. Otherwise they see what serves them, and no text.`
          }
          checked={prompt.open_below}
          disabled={off !== null || change.isPending}
          onChange={(checked) => (checked ? setAsking(true) : change.submit(false))}
        />
        {prompt.open_below && closed.length > 0 && (
          <Notice tone="caution" className="mt-3" title={`Not open with it: ${namesOf(closed)}`}>
            <p>Those below see the name alone, and cannot copy what renders it.</p>
            <p>
              <Button size="sm" off={off} busy={change.isPending} onClick={() => change.submit(true)}>
                Open {closed.length === 1 ? 'it' : 'them'} too
              </Button>
            </p>
          </Notice>
        )}
        {!prompt.open_below && open.length > 0 && (
          <p className="mt-2 text-sm text-ink-3">
            {namesOf(open)} {open.length === 1 ? 'is' : 'are'} open to those below; each is closed on its own page.
          </p>
        )}
      </div>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={`Let those below read “${prompt.name}”?`}
        description={`Whoever may see a client below ${client.name} reads its text from then on, in all versions, with why each was made.`}
        details={closed.length > 0 && <p>The partials that it renders are opened with it: {namesOf(closed)}.</p>}
        confirm="Let them read it"
        look="primary"
        onConfirm={() => change.mutateAsync(true)}
      />
    </Section>
  )
}

function namesOf(partials: readonly { name: string }[]): string {
  return inWords(partials.map(({ name }) => name))
}
