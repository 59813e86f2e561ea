'use client'

import { type Client, type Prompt, promptConflict, type PromptText } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'
import { toast } from 'sonner'
import { ConflictNotice } from '#components/conflict-notice.tsx'
import { Page } from '#components/page-head.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { inWords } from '#features/strategy/labels.ts'
import { SuggestionPanel } from '#features/suggestions/components/suggestion-panel.tsx'
import { useSave } from '#lib/forms/use-save.ts'
import { plural } from '#lib/format.ts'
import { whyNot } from '#lib/roles.ts'
import { useDebounced } from '#lib/use-debounced.ts'
import { useDocumentTitle } from '#lib/use-document-title.ts'
import { type DraftBase, textOf } from '../draft.ts'
import { findingsOf, isRefusedText, partNames } from '../findings.ts'
import { promptQuery } from '../get-prompt.ts'
import { useDraft } from '../use-draft.ts'
import { useValidation } from '../validate-prompt.ts'
import { partLabels, pathLabel } from '../words.ts'
import { promptKeys, saveVersion } from '../write-prompt.ts'
import { PromptEditor } from './editor/prompt-editor.tsx'
import { SaveBar } from './editor/save-bar.tsx'
import { PreviewPanel } from './preview/preview-panel.tsx'
import { PromptHead } from './prompt-head.tsx'
import { TrialNotice } from './trial-notice.tsx'
import { PromptVersions } from './versions.tsx'

const bothTexts = promptConflict.pick({ current: true, yours: true })

const views = ['text', 'preview', 'tighter', 'versions'] as const

function baseOf({ latest }: Prompt): DraftBase {
  return { text: textOf(latest), version: latest.version }
}

/** A template at work: its newest text, to be changed and saved as the next version, and its versions with their labels. */
export function PromptDesk({ prompt, client, clients }: { prompt: Prompt; client: Client; clients: Client[] }) {
  const queryClient = useQueryClient()
  const [view, setView] = useQueryState('view', parseAsStringLiteral(views).withDefault('text'))
  const [message, setMessage] = useState('')
  const drafting = useDraft(baseOf(prompt))
  const isDirty = drafting.changed.length > 0
  const problems = Object.keys(drafting.problems).length
  useDocumentTitle(`${prompt.name}, ${client.name}`)

  // A version that came by a rollback or from another window, while nothing was being typed.
  if (prompt.latest_version > drafting.base.version && !isDirty) drafting.rebase(baseOf(prompt))

  const save = useSave({
    send: ({ text, baseVersion }: { text: PromptText; baseVersion: number }) =>
      saveVersion(prompt.id, {
        ...text,
        base_version: baseVersion,
        ...(message.trim() === '' ? {} : { message: message.trim() }),
      }),
    stale: promptKeys,
    onSaved: (saved) => {
      toast.success(saved.made ? `Version ${saved.latest_version} saved` : 'Nothing differs from the newest version')
      queryClient.setQueryData(promptQuery(prompt.id).queryKey, saved)
      drafting.rebase(baseOf(saved))
      setMessage('')
    },
  })
  // What was found wrong with a text holds until it is changed.
  const isAsRefused = save.variables?.text === drafting.text
  const refused = isAsRefused ? findingsOf(save.error) : []
  const settled = useDebounced(drafting.text, 500)
  // What has just been mended is not asked about as it was.
  const validation = useValidation(prompt, settled, problems === 0 && settled === drafting.text)
  const submit = (baseVersion: number) => save.submit({ text: drafting.text, baseVersion })
  const conflict = save.conflict ? bothTexts.safeParse(save.conflict).data : undefined
  const why = whyNot(client, 'member', 'Changing prompt templates')
  const readOnly = why !== null
  const isNotSaved = save.error !== null && !conflict && (isAsRefused || !isRefusedText(save.error))

  return (
    <Page>
      <PromptHead prompt={prompt} client={client} clients={clients} unsaved={isDirty} />
      <div className="mt-8">
        <TrialNotice prompt={prompt} client={client} />
        {conflict ? (
          <div className="mb-8">
            <ConflictNotice
              conflict={{ current: textOf(conflict.current), yours: textOf(conflict.yours) }}
              what={`this ${prompt.kind === 'partial' ? 'partial' : 'template'}`}
              label={pathLabel}
              busy={save.isPending}
              onTakeCurrent={() => {
                drafting.rebase({ text: textOf(conflict.current), version: conflict.current.version })
                save.reset()
                void queryClient.invalidateQueries({ queryKey: promptQuery(prompt.id).queryKey })
              }}
              onSaveMine={() => submit(conflict.current.version)}
            />
          </div>
        ) : (
          // What was refused is told until it is changed; then the findings say what is left of it.
          isNotSaved && (
            <div className="mb-8">
              {refused.length > 0 ? (
                <Notice tone="danger" role="alert" title="It was not saved">
                  <p>{plural(refused.length, 'error')} to mend first, named under Findings.</p>
                </Notice>
              ) : (
                <SaveProblem error={save.error} title="It was not saved" fields={partNames} />
              )}
            </div>
          )
        )}
        <Tabs
          label="Views of this template"
          value={view}
          onChange={(next) => void setView(next)}
          tabs={[
            {
              value: 'text',
              label: 'Text',
              content: (
                <>
                  {why && <Notice title={why} className="mb-6" />}
                  <PromptEditor
                    prompt={prompt}
                    client={client}
                    drafting={drafting}
                    validation={{
                      findings: validation.data?.findings ?? (isDirty ? refused : prompt.findings),
                      size: validation.data?.size ?? null,
                      behind: settled !== drafting.text || validation.isPlaceholderData,
                      error: validation.error,
                    }}
                    readOnly={readOnly}
                  />
                </>
              ),
            },
            ...(prompt.kind === 'prompt'
              ? [
                  {
                    value: 'preview' as const,
                    label: 'Preview',
                    content:
                      problems > 0 ? (
                        <p className="text-ink-3">
                          Mend the text first: what stands there is none that could be saved.
                        </p>
                      ) : (
                        <PreviewPanel prompt={prompt} text={drafting.text} client={client} clients={clients} />
                      ),
                  },
                ]
              : []),
            {
              value: 'tighter',
              label: 'Tighter',
              content: (
                <SuggestionPanel
                  prompt={prompt}
                  client={client}
                  version={drafting.base.version}
                  unsaved={drafting.changed.some((part) => part === 'template' || part === 'system_template')}
                  onTake={(taken) => {
                    drafting.set(taken)
                    setMessage('Tighter, as a model suggested')
                    void setView('text')
                  }}
                />
              ),
            },
            {
              value: 'versions',
              label: 'Versions and labels',
              content: <PromptVersions prompt={prompt} client={client} clients={clients} unsaved={isDirty} />,
            },
          ]}
        />
      </div>
      {isDirty && !readOnly && (
        <SaveBar
          changed={`Changed: ${inWords(drafting.changed.map((part) => partLabels[part]))}`}
          problems={problems}
          notSaved={
            isNotSaved
              ? refused.length > 0
                ? `not saved: ${plural(refused.length, 'error')} under Findings`
                : 'not saved: the reason stands at the top of the page'
              : null
          }
          message={message}
          onMessage={setMessage}
          onTakeBack={() => {
            drafting.reset()
            save.reset()
          }}
        >
          <Button
            look="primary"
            busy={save.isPending}
            disabled={problems > 0 || conflict !== undefined}
            onClick={() => submit(drafting.base.version)}
          >
            Save version {drafting.base.version + 1}
          </Button>
        </SaveBar>
      )}
    </Page>
  )
}
