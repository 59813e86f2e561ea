'use client'

import type { Job, JobResult } from '@hg/contracts'
import { useEffect, useId, useState } from 'react'
import { ConflictNotice } from '#components/conflict-notice.tsx'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { FormActions } from '#components/ui/form-actions.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { formatCount } from '#lib/format.ts'
import { forgetEdit, keepEdit, keptEdit, type PieceEdit } from '../kept-edit.ts'
import { useSaveRevision } from '../revisions.ts'
import { Article } from './article.tsx'

const textOf = ({ title, meta_description, content }: JobResult): PieceEdit => ({
  title: title ?? '',
  meta_description: meta_description ?? '',
  content,
  note: '',
})

/** The piece as a form: title, meta description, and its text in Markdown with a preview. Saving makes a revision. */
export function PieceEditor(props: { job: Job; result: JobResult; onClose: () => void }) {
  const { job, result, onClose } = props
  const id = useId()
  const [kept] = useState(() => keptEdit(job.id))
  const [base, setBase] = useState(() => ({ version: kept?.baseVersion ?? job.revision ?? 1, text: textOf(result) }))
  const [edit, setEdit] = useState<PieceEdit>(() => (kept ? { ...kept } : textOf(result)))
  const [isRecovered, setRecovered] = useState(kept !== null)
  const save = useSaveRevision(job.id, () => {
    forgetEdit(job.id)
    onClose()
  })
  const isChanged = (['title', 'meta_description', 'content'] as const).some((name) => edit[name] !== base.text[name])
  const isUnsaved = isChanged && !save.isSuccess

  useEffect(() => {
    if (isUnsaved) keepEdit(job.id, edit, base.version)
  }, [isUnsaved, edit, base.version, job.id])

  const change = (changes: Partial<PieceEdit>) => setEdit((before) => ({ ...before, ...changes }))

  function submit(baseVersion: number) {
    const { title, meta_description, content, note } = edit
    save.submit({
      title: title.trim() || null,
      meta_description: meta_description.trim() || null,
      content,
      ...(note.trim() ? { note: note.trim() } : {}),
      base_version: baseVersion,
    })
  }

  function discard() {
    forgetEdit(job.id)
    onClose()
  }

  return (
    <form
      noValidate
      aria-label="Edit the piece"
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        if (isChanged && edit.content.trim() !== '') submit(base.version)
      }}
    >
      {isRecovered && (
        <Notice tone="accent" role="status" title="Your unsaved changes are back">
          <p>They were kept in this tab.</p>
          <div>
            <Button
              size="sm"
              onClick={() => {
                forgetEdit(job.id)
                setRecovered(false)
                setBase({ version: job.revision ?? 1, text: textOf(result) })
                setEdit(textOf(result))
              }}
            >
              Begin from the saved text
            </Button>
          </div>
        </Notice>
      )}
      {save.conflict ? (
        <ConflictNotice
          conflict={{ current: withoutVersion(save.conflict.current), yours: save.conflict.yours }}
          what="this piece"
          label={(path) => fieldNames[path] ?? path}
          busy={save.isPending}
          onTakeCurrent={() => {
            const current = currentOf(save.conflict?.current)
            if (!current) return
            setBase({ version: current.version, text: current.text })
            setEdit({ ...current.text, note: edit.note })
            save.reset()
          }}
          onSaveMine={() => {
            const current = currentOf(save.conflict?.current)
            if (current) submit(current.version)
          }}
        />
      ) : (
        <SaveProblem error={save.error} title="The revision was not saved" again="What you typed is still here." />
      )}
      <Field id={`${id}-title`} label="Title" optional>
        {(ids) => (
          <Input
            {...ids}
            value={edit.title}
            maxLength={300}
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
      <Field
        id={`${id}-meta`}
        label="Meta description"
        optional
        hint={<span className="figures">{formatCount(edit.meta_description.length)} characters</span>}
      >
        {(ids) => (
          <Textarea
            {...ids}
            rows={2}
            className="min-h-16!"
            maxLength={1000}
            value={edit.meta_description}
            onChange={(event) => change({ meta_description: event.target.value })}
          />
        )}
      </Field>
      <Tabs
        label="Text"
        tabs={[
          {
            value: 'write',
            label: 'Markdown',
            content: (
              <Field
                id={`${id}-content`}
                label={<span className="sr-only">Text in Markdown</span>}
                error={edit.content.trim() === '' ? 'The text must not be empty.' : undefined}
              >
                {(ids) => (
                  <Textarea
                    {...ids}
                    spellCheck
                    className="max-h-none! min-h-96! font-mono leading-relaxed md:text-sm"
                    value={edit.content}
                    maxLength={200_000}
                    onChange={(event) => change({ content: event.target.value })}
                  />
                )}
              </Field>
            ),
          },
          {
            value: 'preview',
            label: 'Preview',
            content: (
              <article aria-label="Preview" className="manuscript">
                <Article markdown={edit.content} />
              </article>
            ),
          },
        ]}
      />
      <Field id={`${id}-note`} label="Note" optional hint="For those who look at the revisions later.">
        {(ids) => (
          <Input
            {...ids}
            value={edit.note}
            maxLength={500}
            onChange={(event) => change({ note: event.target.value })}
          />
        )}
      </Field>
      <FormActions
        unsaved={isUnsaved}
        busy={save.isPending}
        save="Save and check"
        cancel="Discard the changes"
        onCancel={discard}
      />
      {!isUnsaved && (
        <Button look="quiet" className="justify-self-start" onClick={discard}>
          Back to the piece
        </Button>
      )}
    </form>
  )
}

const fieldNames: Record<string, string> = { title: 'Title', meta_description: 'Meta description', content: 'Text' }

/** The text alone: which version it is says nothing to people. */
function withoutVersion(current: unknown): unknown {
  const found = currentOf(current)
  if (!found) return current
  const { title, meta_description, content } = found.text
  return { title: title || null, meta_description: meta_description || null, content }
}

/** What stands there now, as the service tells it with a conflict. */
function currentOf(current: unknown): { version: number; text: PieceEdit } | null {
  if (typeof current !== 'object' || current === null) return null
  const { version, title, meta_description, content } = current as Record<string, unknown>
  if (typeof version !== 'number' || typeof content !== 'string') return null
  const line = (value: unknown) => (typeof value === 'string' ? value : '')
  return { version, text: { title: line(title), meta_description: line(meta_description), content, note: '' } }
}
