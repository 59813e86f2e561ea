import type { Job } from '@hg/contracts'
import { Moment } from '#components/ui/age.tsx'
import { DescriptionList } from '#components/ui/description-list.tsx'
import { contentTypeLabels, providerLabels, routingLabels } from '#lib/labels.ts'
import { MarginNote } from './margin-note.tsx'

/** What was asked for, in the requester's words. */
export function RequestNote({ job }: { job: Job }) {
  const { keywords, brief, llm, content_template, cache, variables = {} } = job.parameters
  const wishes = [
    llm?.routing && `routing for ${routingLabels[llm.routing].label.toLowerCase()}`,
    llm?.provider && providerLabels[llm.provider],
    llm?.model,
    llm?.temperature !== undefined && `temperature ${llm.temperature}`,
    llm?.max_output_tokens !== undefined && `at most ${llm.max_output_tokens.toLocaleString('en')} tokens`,
    llm?.max_prompt_tokens !== undefined && `a prompt of at most ${llm.max_prompt_tokens.toLocaleString('en')} tokens`,
  ].filter((wish) => typeof wish === 'string')
  return (
    <MarginNote title="Request">
      <DescriptionList
        layout="under"
        rows={[
          ['Topic', job.topic],
          ['Content type', contentTypeLabels[job.content_type]],
          !!content_template && ['Template', `${content_template.name}, version ${content_template.version}`],
          !!keywords?.length && ['Keywords', keywords.join(', ')],
          !!brief && [
            'Brief',
            <span key="brief" className="block max-h-60 overflow-y-auto whitespace-pre-line">
              {brief}
            </span>,
          ],
          ...Object.entries(variables).map(([name, value]): [string, string] => [
            `Variable ${name.replaceAll('_', ' ')}`,
            Array.isArray(value) ? value.join(', ') : String(value),
          ]),
          cache === 'bypass' && ['Cache', 'Written anew'],
          wishes.length > 0 && ['Model preferences', wishes.join(', ')],
          ['Requested', <Moment key="moment" at={job.created_at} />],
          [
            'Job id',
            <span key="id" className="font-mono text-xs break-all select-all">
              {job.id}
            </span>,
          ],
        ]}
      />
    </MarginNote>
  )
}
