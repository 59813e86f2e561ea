'use client'

import { type Client, type Strategy, strategyFields, strategyValue } from '@hg/contracts'
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { Upload } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type DragEvent, useRef, useState } from 'react'
import { SaveProblem } from '#components/save-problem.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogForm, useDialog } from '#components/ui/dialog.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { Loading } from '#components/ui/loading.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { ApiError } from '#lib/api.ts'
import { plural } from '#lib/format.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { leave } from '#lib/leave-guard.ts'
import { useDebounced } from '#lib/use-debounced.ts'
import { strategyQuery } from '../get-strategy.ts'
import { typeLabel } from '#features/strategy/labels.ts'
import { importStrategy, type ImportTarget, readStrategyFile, strategyKeys } from '../write-strategy.ts'
import { DifferenceList } from './difference-list.tsx'
import { ConflictNotes } from '#features/strategy/components/conflict-notes.tsx'

/** Reads a strategy from YAML: shows what it would make and what is wrong with it, line by line, before anything is stored. */
export function ImportDialog(props: {
  target: ImportTarget
  clients: Client[]
  open: boolean
  onOpenChange: (open: boolean) => void
}) {
  const { into } = props.target
  return (
    <Dialog
      wide
      title={into ? `Import a version of ${into.name}` : 'Import a strategy'}
      description={
        into
          ? 'The file becomes the next version. Nothing is stored before you say so.'
          : 'The file becomes a draft of this client. Nothing is stored before you say so.'
      }
      open={props.open}
      onOpenChange={props.onOpenChange}
    >
      <ImportForm target={props.target} clients={props.clients} />
    </Dialog>
  )
}

const largestBytes = 400_000

function ImportForm({ target, clients }: { target: ImportTarget; clients: Client[] }) {
  const queryClient = useQueryClient()
  const router = useRouter()
  const { close } = useDialog()
  const [yaml, setYaml] = useState('')
  const [message, setMessage] = useState('')
  const [fileProblem, setFileProblem] = useState<string | null>(null)
  const file = useRef<HTMLInputElement>(null)
  const settled = useDebounced(yaml, 400)
  const read = useQuery({
    queryKey: ['strategies', 'file', target, settled],
    queryFn: ({ signal }) => readStrategyFile(target, settled, signal),
    enabled: settled.trim() !== '',
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  })
  const save = useSave({
    send: () => importStrategy(target, yaml, message.trim()),
    stale: strategyKeys,
    saved: ({ name, version }: Strategy) =>
      target.into ? `Version ${version} of ${name} saved` : `${name} imported as a draft`,
    onSaved: (made) => {
      queryClient.setQueryData(strategyQuery(made.id).queryKey, made)
      close()
      const slug = clients.find(({ id }) => id === made.client_id)?.slug
      if (!target.into && slug) leave(() => router.push(`/clients/${slug}/strategies/${made.id}`))
    },
  })
  const isRead = read.data !== undefined && !read.isPlaceholderData && settled === yaml && !read.error

  async function take(chosen: File | undefined) {
    if (!chosen) return
    setFileProblem(chosen.size > largestBytes ? 'The file is larger than a strategy can be.' : null)
    if (chosen.size <= largestBytes) setYaml(await chosen.text())
  }
  function drop(event: DragEvent) {
    event.preventDefault()
    void take(event.dataTransfer.files[0])
  }

  return (
    <DialogForm
      label="Import"
      submit={target.into ? `Save as version ${target.into.version + 1}` : 'Import as a draft'}
      busy={save.isPending}
      off={isRead ? null : whyNotYet(yaml, read.error)}
      unsaved={yaml !== ''}
      onSubmit={() => isRead && save.submit(undefined)}
    >
      <SaveProblem error={save.error} title="It was not imported" />
      <Field
        id="import-yaml"
        label="YAML"
        hint="Paste it, drop a file on the field, or choose one. An exported strategy says in comments what each field is."
        error={fileProblem ?? undefined}
      >
        {(ids) => (
          <Textarea
            {...ids}
            rows={10}
            spellCheck={false}
            className="max-h-80 font-mono text-sm!"
            value={yaml}
            onChange={(event) => setYaml(event.target.value)}
            onDragOver={(event) => event.preventDefault()}
            onDrop={drop}
          />
        )}
      </Field>
      <div>
        <input
          ref={file}
          type="file"
          accept=".yaml,.yml,.json,text/yaml,application/yaml"
          className="sr-only"
          tabIndex={-1}
          aria-label="Choose a file"
          onChange={(event) => void take(event.target.files?.[0])}
        />
        <Button size="sm" onClick={() => file.current?.click()}>
          <Upload aria-hidden className="size-4" />
          Choose a file
        </Button>
      </div>
      {yaml.trim() !== '' && <Reading query={read} yaml={settled} />}
      {isRead && (
        <Field id="import-message" label="Why" optional>
          {(ids) => (
            <Input {...ids} maxLength={500} value={message} onChange={(event) => setMessage(event.target.value)} />
          )}
        </Field>
      )}
    </DialogForm>
  )
}

function whyNotYet(yaml: string, error: Error | null): string {
  if (yaml.trim() === '') return 'Give it a file first.'
  return error ? 'The file cannot be used as it is: see above.' : 'The file is still being read.'
}

type ReadQuery = ReturnType<typeof useQuery<Awaited<ReturnType<typeof readStrategyFile>>>>

function Reading({ query, yaml }: { query: Pick<ReadQuery, 'data' | 'error' | 'isPending'>; yaml: string }) {
  const { data, error } = query
  if (error) return <FileProblems error={error} yaml={yaml} />
  if (!data) return <Loading label="Reading the file" shape="text" />
  const count = strategyFields.filter((field) => strategyValue(data.configuration, field) !== undefined).length
  return (
    <section aria-label="What the file says" className="grid gap-3">
      <p>
        <span className="font-medium">{data.name}</span>, for {typeLabel(data.content_type).toLowerCase()},{' '}
        {plural(count, 'field')}
      </p>
      <ConflictNotes conflicts={data.preview.standing.conflicts} />
      <DifferenceList differences={data.preview.differences} />
    </section>
  )
}

/** What is wrong with the file, each with the line that it stands in. */
function FileProblems({ error, yaml }: { error: Error; yaml: string }) {
  const fields = error instanceof ApiError ? error.fields : []
  const lines = yaml.split('\n')
  return (
    <Notice tone="danger" role="alert" title={fields.length > 0 ? 'The file cannot be used as it is' : error.message}>
      {fields.length > 0 && (
        <ul className="grid gap-2">
          {fields.map(({ path, message, line, column }, index) => (
            <li key={index}>
              {line !== undefined && <span className="text-ink-3">Line {line}: </span>}
              {path !== 'yaml' && <span className="font-mono text-sm">{path}</span>} {message}
              {line !== undefined && (
                <code className="mt-0.5 block truncate font-mono text-sm text-ink-3">
                  {(lines[line - 1] ?? '').slice(0, (column ?? 1) - 1)}
                  <mark className="bg-danger-wash text-danger">{(lines[line - 1] ?? '').slice((column ?? 1) - 1)}</mark>
                </code>
              )}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
