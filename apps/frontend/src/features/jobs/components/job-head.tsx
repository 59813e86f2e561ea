import { type Client, isFinal, isModelAskedFor, type Job } from '@hg/contracts'
import { Trail } from '#components/page-head.tsx'
import { lineage } from '#features/clients/tree.ts'
import type { StreamState } from '#lib/event-stream.ts'
import { formatDuration, plural } from '#lib/format.ts'
import { contentTypeLabels, providerLabels } from '#lib/labels.ts'
import { useNow } from '#lib/use-now.ts'
import { startsAt } from '../starts-at.ts'
import { CancelButton } from './cancel-button.tsx'
import { Pencil } from 'lucide-react'
import { Minute } from '#components/ui/age.tsx'
import { Button } from '#components/ui/button.tsx'
import { whyNot } from '#lib/roles.ts'
import { marksIn } from '../marks.ts'
import { MarkedLine, type Marking, noMarking } from './passage.tsx'
import { HandOverMenu } from './hand-over-menu.tsx'
import { RewriteDialog } from './rewrite-dialog.tsx'
import { LiveMark } from './live-mark.tsx'
import { StatusMark } from './status-mark.tsx'

/** Title, state and what can be done with the piece right now. */
export function JobHead(props: {
  job: Job
  clients: Client[]
  stream: StreamState
  editing: boolean
  onEdit: () => void
  marking?: Marking
}) {
  const { job, clients, stream, marking = noMarking } = props
  const client = clients.find(({ id }) => id === job.client_id)
  const starts = startsAt(job, useNow(1000))
  const running = !isFinal(job.status)
  const { result } = job
  return (
    <header>
      <Trail path={lineage(clients, job.client_id)} here={contentTypeLabels[job.content_type]} />
      <h1 className="mt-3 max-w-[26ch] font-serif text-2xl font-medium tracking-tight sm:text-3xl md:max-w-[32ch]">
        {result?.title ? (
          <MarkedLine text={result.title} marking={{ ...marking, marks: marksIn(marking.marks, 'title') }} />
        ) : (
          job.topic || 'A piece whose request was removed'
        )}
      </h1>
      <div className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-3">
        <p role="status" aria-label="Status">
          <StatusMark
            status={job.status}
            scheduled={starts !== null}
            waitsFor={job.waits_for}
            className="font-medium"
          />
        </p>
        {job.provider_model && (
          <span className="text-ink-2">
            {providerLabels[job.llm_provider]} {job.provider_model}
            {insteadOf(job)}
          </span>
        )}
        {result && <span className="figures text-ink-2">{plural(result.word_count, 'word')}</span>}
        {result && !result.quality.passed && <span className="text-danger">Below the quality asked for</span>}
        {job.is_trial && <span className="text-ink-2">A trial of a prompt</span>}
        {job.revision !== null && job.revision > 1 && <span className="text-ink-2">Revision {job.revision}</span>}
        {starts !== null && (
          <span className="text-ink-2">
            begins <Minute at={starts} /> at the earliest
          </span>
        )}
        {running && starts === null && <Elapsed since={job.not_before ?? job.created_at} />}
        {running && <LiveMark state={stream} />}
        <div className="flex basis-full flex-wrap gap-2 sm:ml-auto sm:basis-auto">
          {result && !props.editing && (
            <>
              <Button off={client ? whyNot(client, 'member', 'Editing') : null} onClick={props.onEdit}>
                <Pencil aria-hidden className="size-4" />
                Edit
              </Button>
              <RewriteDialog job={job} client={client} />
              <HandOverMenu job={job} result={result} />
            </>
          )}
          {running && <CancelButton job={job} client={client} />}
        </div>
      </div>
    </header>
  )
}

/** What wrote the piece in place of what was asked for; nothing where they are the same. */
function insteadOf({ provider_model: used, requested_model: requested, requested_provider: provider }: Job): string {
  if (used === null || requested === null || provider === null || isModelAskedFor(requested, used)) return ''
  return `, in place of ${providerLabels[provider]} ${requested}`
}

function Elapsed({ since }: { since: string }) {
  const seconds = Math.max(0, Math.floor((useNow(1000) - Date.parse(since)) / 1000))
  return <span className="figures text-ink-2">{seconds < 60 ? `${seconds} s` : formatDuration(seconds * 1000)}</span>
}
