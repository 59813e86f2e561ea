'use client'

import { type Client, type Prompt, productionLabel, type PromptLabel, type PromptMove } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { Lock } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { type Column, DataTable } from '#components/ui/data-table.tsx'
import { Section } from '#components/ui/section.tsx'
import { useSave } from '#lib/forms/use-save.ts'
import { whyNot } from '#lib/roles.ts'
import { promptQuery, useMoves } from '../get-prompt.ts'
import { promptKeys, protectLabel, removeLabel } from '../write-prompt.ts'
import { LabelDialog } from './label-dialog.tsx'
import { LabelMoves, MovedBy } from './label-moves.tsx'

/** The labels of a template: pointers at versions, which others can name instead of a number. */
export function LabelSection({ prompt, client }: { prompt: Prompt; client: Client }) {
  const { data: moves } = useMoves(prompt.id)
  const columns = useMemo(() => columnsFor(prompt, client, moves ?? []), [prompt, client, moves])
  return (
    <Section
      className="border-t-0 pt-1"
      title="Labels"
      help="A label points at a version and can be moved to another one; production is the version in use. Only admins move protected ones."
      actions={<LabelDialog prompt={prompt} client={client} />}
    >
      {prompt.labels.length === 0 ? (
        <p className="text-ink-2">None yet.</p>
      ) : (
        <DataTable caption="Labels" columns={columns} rows={prompt.labels} rowKey={({ label }) => label} />
      )}
      {moves?.length !== 0 && <LabelMoves prompt={prompt} client={client} />}
    </Section>
  )
}

function columnsFor(prompt: Prompt, client: Client, moves: readonly PromptMove[]): Column<PromptLabel>[] {
  return [
    {
      id: 'label',
      header: 'Label',
      look: 'w-48',
      cell: ({ label, protected: isProtected }) => (
        <span className="inline-flex items-center gap-1.5 font-medium">
          {label}
          {isProtected && <Lock role="img" aria-label="protected" className="size-3 text-ink-3" />}
        </span>
      ),
    },
    { id: 'version', header: 'Points at', look: 'w-28', cell: ({ version }) => `version ${version}` },
    {
      id: 'since',
      header: 'Since',
      cell: ({ label, version }) => (
        <MovedBy move={moves.find((move) => move.label === label && move.version === version)} />
      ),
    },
    {
      id: 'actions',
      header: 'Actions',
      quietHeader: true,
      look: 'w-64 text-right',
      cell: (label) =>
        label.label === productionLabel ? (
          <span className="text-sm text-ink-3">moved by taking versions into use</span>
        ) : (
          <LabelActions prompt={prompt} client={client} label={label} />
        ),
    },
  ]
}

function LabelActions({ prompt, client, label }: { prompt: Prompt; client: Client; label: PromptLabel }) {
  const queryClient = useQueryClient()
  const [removing, setRemoving] = useState(false)
  const off = whyNot(client, label.protected ? 'admin' : 'member', 'Moving this label')
  const protect = useSave({
    send: (isProtected: boolean) => protectLabel(client.id, label.label, isProtected),
    stale: promptKeys,
    saved: () => `${label.label} is ${label.protected ? 'open to members' : 'protected'} at ${client.name}`,
    failed: 'The label was not changed',
  })
  const remove = useSave({
    send: () => removeLabel(prompt.id, label.label, label.version),
    stale: promptKeys,
    saved: () => `${label.label} was removed`,
    onSaved: (changed) => queryClient.setQueryData(promptQuery(prompt.id).queryKey, changed),
  })
  return (
    <span className="inline-flex flex-wrap justify-end gap-1">
      <LabelDialog prompt={prompt} client={client} label={label} />
      <Button
        look="quiet"
        size="sm"
        busy={protect.isPending}
        off={whyNot(client, 'admin', 'Protecting labels')}
        onClick={() => protect.submit(!label.protected)}
      >
        {label.protected ? 'Open to members' : 'Protect'}
      </Button>
      <Confirm
        open={removing}
        onOpenChange={setRemoving}
        title={`Remove the label ${label.label}?`}
        description="What asks for this template by the label finds nothing any more. The version stays."
        confirm="Remove"
        onConfirm={() => remove.mutateAsync(undefined)}
      >
        <Button look="quiet" size="sm" off={off}>
          Remove
        </Button>
      </Confirm>
    </span>
  )
}
