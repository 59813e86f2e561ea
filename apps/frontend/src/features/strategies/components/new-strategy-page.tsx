'use client'

import { type Client, contentTypeOrAny, type ContentTypeOrAny, strategyName } from '@hg/contracts'
import { useRouter } from 'next/navigation'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'
import { Page, Trail } from '#components/page-head.tsx'
import { RoleGate } from '#components/role-gate.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { ClientGate } from '#features/clients/components/client-gate.tsx'
import { lineage } from '#features/clients/tree.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { useDebounced } from '#lib/use-debounced.ts'
import { useStrategies } from '../get-strategies.ts'
import { typeGroups, typeLabel } from '#features/strategy/labels.ts'
import { usePreview } from '../preview-strategy.ts'
import { useEditor } from '../use-editor.ts'
import { createStrategy, strategyKeys } from '../write-strategy.ts'
import { StrategyEditor } from './editor/editor.tsx'
import { SaveBar } from './editor/save-bar.tsx'

/** A new strategy of a client, for those who may make one. */
export function NewStrategyPage() {
  return (
    <ClientGate title="New strategy">
      {({ client, clients }) => (
        <Page>
          <Trail path={lineage(clients, client.id)} here="Strategies" hereHref={`/clients/${client.slug}/strategies`} />
          <RoleGate
            client={client}
            needs="admin"
            doing="Making strategies"
            title="You can read strategies, not make them"
          >
            <NewStrategy key={client.id} client={client} clients={clients} />
          </RoleGate>
        </Page>
      )}
    </ClientGate>
  )
}

const empty = { text: { configuration: {}, merge_modes: {} }, version: 0 }

function NewStrategy({ client, clients }: { client: Client; clients: Client[] }) {
  const router = useRouter()
  const [type, setType] = useQueryState('type', parseAsStringLiteral(contentTypeOrAny.options).withDefault('any'))
  const [shownAs, setShownAs] = useState<ContentTypeOrAny>('any')
  const [name, setName] = useState('')
  const [asked, setAsked] = useState(false)
  const [message, setMessage] = useState('')
  const editor = useEditor(empty)
  const { data: strategies = [] } = useStrategies(client.id)
  const present = strategies.find((other) => !other.inherited && other.is_active && other.content_type === type)
  const problems = Object.keys(editor.problems).length
  const nameProblem = asked && !strategyName.safeParse(name).success ? 'Give it a name' : undefined

  const settled = useDebounced(editor.text, 500)
  const preview = usePreview({ kind: 'new', clientId: client.id, contentType: type }, settled, {
    shownAs: type === 'any' ? shownAs : type,
    enabled: problems === 0,
  })
  const save = useSave({
    send: (isActive: boolean) =>
      createStrategy(client.id, {
        ...editor.text,
        name,
        content_type: type,
        is_active: isActive,
        ...(isActive && present ? { replaces: present.id } : {}),
        ...(message.trim() === '' ? {} : { message: message.trim() }),
      }),
    stale: strategyKeys,
    saved: (made) => (made.is_active ? `${made.name} is in use` : `${made.name} saved as a draft`),
    onSaved: (made) => router.push(`/clients/${client.slug}/strategies/${made.id}`),
  })

  function submit(isActive: boolean) {
    setAsked(true)
    if (strategyName.safeParse(name).success) save.submit(isActive)
    else document.getElementById('strategy-name')?.focus()
  }

  return (
    <>
      <h1 className="mt-3 font-serif text-3xl font-medium tracking-tight">New strategy</h1>
      <p className="mt-1.5 max-w-[40rem] text-ink-2">
        Say only what is different for {client.name}. Everything else comes from above.
      </p>
      <div className="mt-8 mb-10 grid max-w-3xl gap-6 sm:grid-cols-[minmax(0,1fr)_16rem]">
        <Field id="strategy-name" label="Name" error={nameProblem}>
          {(ids) => (
            <Input
              {...ids}
              maxLength={200}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field id="strategy-type" label="For" hint={present ? `“${present.name}” is in use for it now.` : undefined}>
          {(ids) => (
            <Select
              id={ids.id}
              describedBy={ids['aria-describedby']}
              value={type}
              onChange={(next) => void setType(next)}
              groups={typeGroups}
            />
          )}
        </Field>
      </div>
      <SaveProblem error={save.error} title="It was not made" />
      <StrategyEditor
        editor={editor}
        standing={preview.data?.standing}
        contentType={type}
        shownAs={shownAs}
        onShownAs={setShownAs}
        clients={clients}
        ownId={null}
        readOnly={false}
      />
      <SaveBar
        changed={editor.changed.length}
        problems={problems}
        preview={preview.data}
        behind={settled !== editor.text || preview.isPlaceholderData}
        previewError={preview.error}
        unsaved={!save.isSuccess && (editor.changed.length > 0 || name !== '')}
        clients={clients}
        message={message}
        onMessage={setMessage}
        onTakeBack={editor.reset}
      >
        <Button busy={save.isPending} disabled={problems > 0} onClick={() => submit(false)}>
          Save as a draft
        </Button>
        <Button
          look="primary"
          busy={save.isPending}
          disabled={problems > 0}
          off={editor.changed.length === 0 ? 'Set a field first: a strategy that says nothing changes nothing.' : null}
          title={present ? `Takes the place of “${present.name}”` : `For ${typeLabel(type).toLowerCase()}`}
          onClick={() => submit(true)}
        >
          {present ? `Replace “${present.name}”` : 'Take into use'}
        </Button>
      </SaveBar>
    </>
  )
}
