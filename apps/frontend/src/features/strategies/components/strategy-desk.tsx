'use client'

import { type Client, type Strategy, strategyConflictText } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'
import { toast } from 'sonner'
import { Page } from '#components/page-head.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { useSave } from '#lib/forms/use-save.ts'
import { whyNot } from '#lib/roles.ts'
import { useDebounced } from '#lib/use-debounced.ts'
import { useDocumentTitle } from '#lib/use-document-title.ts'
import { strategyQuery } from '../get-strategy.ts'
import { usePreview } from '../preview-strategy.ts'
import { type EditorBase, useEditor } from '../use-editor.ts'
import { saveStrategy, strategyKeys } from '../write-strategy.ts'
import { StrategyEditor } from './editor/editor.tsx'
import { SaveBar } from './editor/save-bar.tsx'
import { StaleNotice } from './editor/stale-notice.tsx'
import { StrategyHistory } from './history.tsx'
import { StrategyOutcomes } from './outcomes.tsx'
import { StrategyHead } from './strategy-head.tsx'
import { WhatComesOut } from './what-comes-out.tsx'

const views = ['edit', 'result', 'history', 'outcomes'] as const

function baseOf({ configuration, merge_modes, version }: Strategy): EditorBase {
  return { text: { configuration, merge_modes }, version }
}

/** A strategy at work: its text with what stands around it, what comes out, its history, and what it produced. */
export function StrategyDesk({ strategy, client, clients }: { strategy: Strategy; client: Client; clients: Client[] }) {
  const queryClient = useQueryClient()
  const [view, setView] = useQueryState('view', parseAsStringLiteral(views).withDefault('edit'))
  const [shownAs, setShownAs] = useState(strategy.content_type)
  const [message, setMessage] = useState('')
  const editor = useEditor(baseOf(strategy))
  const isDirty = editor.changed.length > 0
  const problems = Object.keys(editor.problems).length
  useDocumentTitle(`${strategy.name}, ${client.name}`)

  // A version that came by a rollback, an import or another window, while nothing was being typed.
  if (strategy.version > editor.base.version && !isDirty) editor.rebase(baseOf(strategy))

  const settled = useDebounced(editor.text, 500)
  const preview = usePreview({ kind: 'existing', strategyId: strategy.id }, settled, {
    shownAs,
    enabled: problems === 0 && (isDirty || shownAs !== strategy.content_type),
  })
  const standing = isDirty || shownAs !== strategy.content_type ? preview.data?.standing : undefined

  const save = useSave({
    send: () =>
      saveStrategy(strategy.id, {
        ...editor.text,
        base_version: editor.base.version,
        ...(message.trim() === '' ? {} : { message: message.trim() }),
      }),
    stale: strategyKeys,
    saved: ({ version }) => `Version ${version} saved`,
    onSaved: (saved) => {
      queryClient.setQueryData(strategyQuery(strategy.id).queryKey, saved)
      editor.rebase(baseOf(saved))
      setMessage('')
    },
  })
  const current = save.conflict ? strategyConflictText.safeParse(save.conflict.current).data : undefined
  const why = whyNot(client, 'admin', 'Changing strategies')
  const readOnly = why !== null

  function takeTheirs() {
    if (current) editor.rebase({ text: current, version: current.version })
    save.reset()
    void queryClient.invalidateQueries({ queryKey: strategyQuery(strategy.id).queryKey })
  }

  return (
    <Page>
      <StrategyHead strategy={strategy} client={client} clients={clients} unsaved={isDirty} />
      <div className="mt-8">
        {current ? (
          <StaleNotice
            key={current.version}
            base={editor.base.text}
            current={current}
            mine={editor.text}
            onTakeTheirs={takeTheirs}
            onBringTogether={(text) => {
              editor.rebase({ text: current, version: current.version }, text)
              save.reset()
              void queryClient.invalidateQueries({ queryKey: strategyQuery(strategy.id).queryKey })
              toast('Both are brought together on this page. Look it over, then save.')
            }}
          />
        ) : (
          <SaveProblem error={save.error} title="It was not saved" />
        )}
        <Tabs
          label="Views of this strategy"
          value={view}
          onChange={(next) => void setView(next)}
          tabs={[
            {
              value: 'edit',
              label: 'Text',
              content: (
                <>
                  {why && <Notice title={why} className="mb-6" />}
                  <StrategyEditor
                    editor={editor}
                    standing={standing ?? strategy.standing}
                    contentType={strategy.content_type}
                    shownAs={shownAs}
                    onShownAs={setShownAs}
                    clients={clients}
                    ownId={strategy.id}
                    readOnly={readOnly}
                  />
                </>
              ),
            },
            {
              value: 'result',
              label: 'What comes out',
              content: (
                <WhatComesOut standing={standing ?? strategy.standing} clients={clients} clientName={client.name} />
              ),
            },
            {
              value: 'history',
              label: 'History',
              content: (
                <StrategyHistory
                  strategy={strategy}
                  client={client}
                  unsaved={isDirty}
                  onBack={() => void setView('edit')}
                />
              ),
            },
            { value: 'outcomes', label: 'Results', content: <StrategyOutcomes strategy={strategy} client={client} /> },
          ]}
        />
      </div>
      {isDirty && !readOnly && (
        <SaveBar
          changed={editor.changed.length}
          problems={problems}
          preview={preview.data}
          behind={settled !== editor.text || preview.isPlaceholderData}
          previewError={preview.error}
          unsaved
          clients={clients}
          message={message}
          onMessage={setMessage}
          onTakeBack={() => {
            editor.reset()
            save.reset()
          }}
        >
          <Button
            look="primary"
            busy={save.isPending}
            disabled={problems > 0 || current !== undefined}
            onClick={() => save.submit(undefined)}
          >
            Save version {editor.base.version + 1}
          </Button>
        </SaveBar>
      )}
    </Page>
  )
}
