'use client'

import type { Client, Job, RevisionSummary } from '@hg/contracts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Age } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogBody } from '#components/ui/dialog.tsx'
import { ChangeList } from '#components/ui/diff.tsx'
import { Failed } from '#components/ui/failed.tsx'
import { Loading } from '#components/ui/loading.tsx'
import { plural } from '#lib/format.ts'
import { whyNot } from '#lib/roles.ts'
import { revisionQuery, useRestoreRevision, useRevisions } from '../revisions.ts'
import { MarginNote } from './margin-note.tsx'

const shown = 5

/** The edits of a piece: who made them, what they changed, and the way back. Nothing where there are none. */
export function RevisionsNote({ job, client }: { job: Job; client: Client | undefined }) {
  const { data, error, refetch, isFetching } = useRevisions(job.id, { enabled: (job.revision ?? 1) > 1 })
  const [isWhole, setWhole] = useState(false)
  const [compared, setCompared] = useState<number | null>(null)
  if ((job.revision ?? 1) <= 1) return null
  const items = data?.items ?? []
  return (
    <MarginNote title="Revisions" aside={plural(items.length, 'revision')}>
      {!data && !error && <Loading label="Loading revisions" shape="text" />}
      {!data && error && (
        <Failed title="They could not be loaded" error={error} busy={isFetching} onRetry={() => void refetch()} />
      )}
      <ol className="grid gap-3">
        {(isWhole ? items : items.slice(0, shown)).map((revision) => (
          <li key={revision.number}>
            <Revision
              revision={revision}
              isLatest={revision.number === job.revision}
              onCompare={() => setCompared(revision.number)}
            />
          </li>
        ))}
      </ol>
      {!isWhole && items.length > shown && (
        <Button look="quiet" size="sm" className="mt-2 -ml-2.5" onClick={() => setWhole(true)}>
          Show all {items.length}
        </Button>
      )}
      {compared !== null && job.revision !== null && (
        <CompareDialog
          job={job}
          client={client}
          number={compared}
          latest={job.revision}
          onClose={() => setCompared(null)}
        />
      )}
    </MarginNote>
  )
}

function Revision(props: { revision: RevisionSummary; isLatest: boolean; onCompare: () => void }) {
  const { number, note, author, created_by, created_at, restored_from } = props.revision
  const who = created_by === null ? 'As it was written' : (author ?? 'Somebody who has left, or a key')
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3">
      <p>
        <span className="figures">{number}</span>
        <span className="text-ink-3"> · </span>
        {who}
        {props.isLatest && <span className="text-ink-3"> · now</span>}
      </p>
      <span className="text-sm text-ink-3">
        <Age at={created_at} />
      </span>
      <p className="col-span-2 text-sm text-ink-3">
        {restored_from !== null && `Brought back revision ${restored_from}. `}
        {note}
      </p>
      {!props.isLatest && (
        <Button look="quiet" size="sm" className="-ml-2.5 justify-self-start" onClick={props.onCompare}>
          Compare with now
        </Button>
      )}
    </div>
  )
}

const fieldNames: Record<string, string> = { title: 'Title', meta_description: 'Meta description', content: 'Text' }

function CompareDialog(props: {
  job: Job
  client: Client | undefined
  number: number
  latest: number
  onClose: () => void
}) {
  const { job, client, number, latest, onClose } = props
  const before = useQuery(revisionQuery(job.id, number))
  const after = useQuery(revisionQuery(job.id, latest))
  const restore = useRestoreRevision(job.id)
  const error = before.error ?? after.error
  const textOf = ({ title, meta_description, content }: NonNullable<typeof before.data>) => ({
    title,
    meta_description,
    content,
  })
  return (
    <Dialog
      wide
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revision ${number} and revision ${latest}`}
      description="What is struck through stood in the earlier one; what is underlined stands there now."
    >
      <DialogBody>
        {error ? (
          <Failed
            title="The texts could not be loaded"
            error={error}
            busy={before.isFetching || after.isFetching}
            onRetry={() => void Promise.all([before.refetch(), after.refetch()])}
          />
        ) : before.data && after.data ? (
          <>
            <ChangeList
              before={textOf(before.data)}
              after={textOf(after.data)}
              label={(path) => fieldNames[path] ?? path}
            />
            <Button
              className="justify-self-start"
              busy={restore.isPending}
              off={client ? whyNot(client, 'member', 'Bringing a revision back') : null}
              onClick={() => restore.mutate({ number, base_version: latest }, { onSuccess: onClose })}
            >
              Bring revision {number} back
            </Button>
          </>
        ) : (
          <Loading label="Loading the texts" shape="text" />
        )}
      </DialogBody>
    </Dialog>
  )
}
