import type { Job } from '@hg/contracts'
import { contentTypeLabels, providerLabels, routingLabels } from '#lib/labels.ts'
import { formatMoment } from '#lib/format.ts'
import { MarginNote } from './margin-note.tsx'

/** What was asked for, in the requester's words. */
export function RequestNote({ job }: { job: Job }) {
  const { keywords, brief, llm } = job.parameters
  const wishes = [
    llm?.routing && `routing for ${routingLabels[llm.routing].label.toLowerCase()}`,
    llm?.provider && providerLabels[llm.provider],
    llm?.model,
    llm?.temperature !== undefined && `temperature ${llm.temperature}`,
    llm?.max_output_tokens !== undefined && `at most ${llm.max_output_tokens.toLocaleString('en')} tokens`,
  ].filter((wish) => typeof wish === 'string')
  return (
    <MarginNote title="Request">
      <dl className="grid gap-2.5 text-ink-2 [&_dt]:text-sm [&_dt]:text-ink-3">
        <div>
          <dt>Topic</dt>
          <dd>{job.topic}</dd>
        </div>
        <div>
          <dt>Content type</dt>
          <dd>{contentTypeLabels[job.content_type]}</dd>
        </div>
        {keywords && keywords.length > 0 && (
          <div>
            <dt>Keywords</dt>
            <dd>{keywords.join(', ')}</dd>
          </div>
        )}
        {brief && (
          <div>
            <dt>Brief</dt>
            <dd className="max-h-60 overflow-y-auto whitespace-pre-line">{brief}</dd>
          </div>
        )}
        {wishes.length > 0 && (
          <div>
            <dt>Model preferences</dt>
            <dd>{wishes.join(', ')}</dd>
          </div>
        )}
        <div>
          <dt>Requested</dt>
          <dd className="figures">{formatMoment(job.created_at)}</dd>
        </div>
        <div>
          <dt>Job id</dt>
          <dd className="font-mono text-xs break-all select-all">{job.id}</dd>
        </div>
      </dl>
    </MarginNote>
  )
}
