import { type Client, isFinal, isModelAskedFor, type Job } from '@hg/contracts'
import { Trail } from '#components/page-head.tsx'
import { lineage } from '#features/clients/tree.ts'
import type { StreamState } from '#lib/event-stream.ts'
import { formatDuration, plural } from '#lib/format.ts'
import { contentTypeLabels, providerLabels } from '#lib/labels.ts'
import { useNow } from '#lib/use-now.ts'
import { toMarkdown } from '../to-markdown.ts'
import { CancelButton } from './cancel-button.tsx'
import { CopyButton } from '#components/ui/copy-button.tsx'
import { LiveMark } from './live-mark.tsx'
import { StatusMark } from './status-mark.tsx'

/** Title, state and what can be done with the piece right now. */
export function JobHead({ job, clients, stream }: { job: Job; clients: Client[]; stream: StreamState }) {
  const running = !isFinal(job.status)
  const { result } = job
  return (
    <header>
      <Trail path={lineage(clients, job.client_id)} here={contentTypeLabels[job.content_type]} />
      <h1 className="mt-3 max-w-[26ch] font-serif text-2xl font-medium tracking-tight sm:text-3xl md:max-w-[32ch]">
        {result?.title ?? job.topic}
      </h1>
      <div className="mt-4 flex flex-wrap items-center gap-x-6 gap-y-3">
        <p role="status" aria-label="Status">
          <StatusMark status={job.status} className="font-medium" />
        </p>
        {job.provider_model && (
          <span className="text-ink-2">
            {providerLabels[job.llm_provider]} {job.provider_model}
            {insteadOf(job)}
          </span>
        )}
        {result && <span className="figures text-ink-2">{plural(result.word_count, 'word')}</span>}
        {result && !result.quality.passed && <span className="text-danger">Below the quality asked for</span>}
        {running && <Elapsed since={job.created_at} />}
        {running && <LiveMark state={stream} />}
        <div className="flex basis-full gap-2 sm:ml-auto sm:basis-auto">
          {result && <CopyButton text={() => toMarkdown(result)}>Copy as Markdown</CopyButton>}
          {running && <CancelButton job={job} client={clients.find((client) => client.id === job.client_id)} />}
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
