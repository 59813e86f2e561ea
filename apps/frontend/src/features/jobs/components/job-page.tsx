'use client'

import { type Client, isFinal, type Job, uuid } from '@hg/contracts'
import Link from 'next/link'
import { useMemo, useState } from 'react'
import { Page } from '#components/page-head.tsx'
import { Blank } from '#components/ui/blank.tsx'
import { Button } from '#components/ui/button.tsx'
import { Failed } from '#components/ui/failed.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import { useClients } from '#features/clients/get-clients.ts'
import { ApiError } from '#lib/api.ts'
import { useDocumentTitle } from '#lib/use-document-title.ts'
import type { DraftText } from '../apply-text.ts'
import { useJob } from '../get-job.ts'
import { marksIn } from '../marks.ts'
import { waitingLabels } from '../timeline.ts'
import { useMarking } from '../use-marking.ts'
import { useWatchJob } from '../watch-job.ts'
import { Article } from './article.tsx'
import { CostNote } from './cost-note.tsx'
import { Draft } from './draft.tsx'
import { FeedbackNote } from './feedback-note.tsx'
import { articleId } from './hand-over-menu.tsx'
import { JobHead } from './job-head.tsx'
import { JobOutcome } from './job-outcome.tsx'
import { JobSources } from './job-sources.tsx'
import { JobTimeline } from './job-timeline.tsx'
import { MarginNote } from './margin-note.tsx'
import { MarkBar } from './mark-bar.tsx'
import { OriginNote } from './origin-note.tsx'
import type { Marking } from './passage.tsx'
import { PieceEditor } from './piece-editor.tsx'
import { QualityNote } from './quality-note.tsx'
import { RequestNote } from './request-note.tsx'
import { RevisionsNote } from './revisions-note.tsx'
import { SearchListing } from './search-listing.tsx'

const pollMs = 4000
const noClients: Client[] = []

/** One piece, from its request to the finished text, live while it is being written. */
export function JobPage({ id }: { id: string }) {
  const { data: job, error, refetch, isFetching } = useJob(id, { pollMs })
  const { data: clients = noClients } = useClients()
  const { stream, draft } = useWatchJob(id, job !== undefined && !isFinal(job.status))
  const [isEditing, setEditing] = useState(false)
  const marking = useMarking(isEditing ? undefined : job?.result?.quality)
  const looked = marking.all[marking.index]
  useDocumentTitle(job && (job.result?.title ?? job.topic))

  if (job) {
    const client = clients.find(({ id: clientId }) => clientId === job.client_id)
    return (
      <Page>
        <JobHead
          job={job}
          clients={clients}
          stream={stream}
          editing={isEditing}
          onEdit={() => setEditing(true)}
          marking={marking}
        />
        <div className="mt-8 grid gap-x-16 gap-y-12 lg:mt-10 xl:grid-cols-[minmax(0,1fr)_19rem]">
          <div className="min-w-0">
            {isEditing && job.result ? (
              <PieceEditor job={job} result={job.result} onClose={() => setEditing(false)} />
            ) : (
              <JobText job={job} draft={draft} client={client} marking={marking} />
            )}
          </div>
          <aside aria-label="About this piece" className="grid content-start gap-8 sm:grid-cols-2 xl:grid-cols-1">
            <MarginNote title="Progress">
              <JobTimeline job={job} />
            </MarginNote>
            {job.result && (
              <QualityNote
                quality={job.result.quality}
                active={marking.active}
                isShown={marking.isShown}
                onShow={marking.setShown}
                onLook={marking.look}
              />
            )}
            {job.result && <FeedbackNote job={job} client={client} />}
            <RevisionsNote job={job} client={client} />
            <OriginNote job={job} />
            <CostNote job={job} />
            <RequestNote job={job} />
          </aside>
        </div>
        <JobSources job={job} clients={clients} />
        {looked && (
          <MarkBar
            mark={looked}
            index={marking.index}
            count={marking.all.length}
            onStep={marking.step}
            onClose={() => marking.look(null)}
          />
        )}
      </Page>
    )
  }
  const missing = !uuid.safeParse(id).success || (error instanceof ApiError && error.status === 404)
  if (missing) return <Missing />
  if (error) {
    return (
      <Failed
        place="page"
        title="The piece could not be loaded"
        error={error}
        busy={isFetching}
        onRetry={() => void refetch()}
      />
    )
  }
  return <Loading />
}

function JobText(props: { job: Job; draft: DraftText; client: Client | undefined; marking: Marking }) {
  const { job, draft, client, marking } = props
  const inText = useMemo(
    () => ({ marks: marksIn(marking.marks, 'content'), active: marking.active }),
    [marking.marks, marking.active],
  )
  if (job.result) {
    return (
      <>
        <SearchListing result={job.result} marking={marking} />
        <article id={articleId} aria-label="Article" className="manuscript">
          <Article markdown={job.result.content} marking={inText} />
        </article>
      </>
    )
  }
  if (isFinal(job.status)) return <JobOutcome job={job} client={client} />
  return <Draft draft={draft} waiting={waitingFor(job)} />
}

function waitingFor(job: Job): string {
  if (job.status === 'processing') return 'Collecting thoughts'
  if (job.waits_for) return waitingLabels[job.waits_for]
  return job.not_before !== null && Date.parse(job.not_before) > Date.now() ? 'Waiting for its time' : 'In the queue'
}

function Missing() {
  return (
    <Blank
      page
      role="alert"
      title="No such piece"
      action={
        <Button asChild>
          <Link href="/">Go to the start page</Link>
        </Button>
      }
    >
      It does not exist, or it belongs to a client you have no role with.
    </Blank>
  )
}

function Loading() {
  return (
    <Page>
      <div role="status">
        <span className="sr-only">Loading the piece</span>
        <Skeleton className="w-48" />
        <Skeleton className="mt-5 h-9 w-[30rem] max-w-full" />
        <div className="mt-14 grid max-w-(--measure) gap-4">
          {['w-full', 'w-11/12', 'w-full', 'w-2/3', 'w-full', 'w-5/6'].map((width, index) => (
            <Skeleton key={index} className={width} />
          ))}
        </div>
      </div>
    </Page>
  )
}
