import { type Client, isFinal, type Job } from '@hg/contracts'
import Link from 'next/link'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { VariantNote } from '#features/experiments/components/variant-note.tsx'
import { PromptPart } from '#features/prompts/components/prompt-part.tsx'
import { PromptStory } from '#features/receipt/components/prompt-story.tsx'
import { templateName } from '#features/receipt/template-name.ts'
import { describeStrategy } from '#features/strategy/describe.ts'
import { Layers } from '#features/strategy/components/effective-strategy.tsx'
import { StrategySections } from '#features/strategy/components/strategy-sections.tsx'
import { plural } from '#lib/format.ts'
import { countCalls } from '../count-calls.ts'
import { Attempts } from './attempts.tsx'
import { Repairs } from './repairs.tsx'
import { ModelChoiceTable } from './model-choice.tsx'

/** Everything that went into a piece: the calls that were made, the prompt that was sent, the strategy as it stood then. */
export function JobSources({ job, clients }: { job: Job; clients: Client[] }) {
  const { prompt, receipt, strategy, attempts } = job
  const isOver = isFinal(job.status)
  const sections = describeStrategy(strategy.effective, [])
  return (
    <div className="mt-16 border-b">
      <Repairs job={job} />
      <Disclosure
        title="Attempts"
        aside={plural(countCalls(attempts), 'call to a provider', 'calls to providers')}
        open={attempts.length > 1}
      >
        <Attempts attempts={attempts} />
      </Disclosure>
      <ModelChoiceTable attempts={attempts} />
      <Disclosure title="Prompt" aside={prompt ? templateName(prompt) : isOver ? 'never sent' : 'not put together yet'}>
        {prompt ? (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
            <PromptOrigin prompt={prompt} client={clients.find(({ id }) => id === job.client_id)} />
            {receipt.experiment && (
              <p>
                <VariantNote experiment={receipt.experiment} client={clients.find(({ id }) => id === job.client_id)} />.
              </p>
            )}
            {receipt.template && (
              <div className="max-w-3xl">
                <PromptStory template={receipt.template} />
              </div>
            )}
            <PromptPart title="System" text={prompt.system} />
            <PromptPart title="User" text={prompt.user} />
          </div>
        ) : (
          <p className="text-ink-3">
            {isOver ? 'The piece ended before any was sent.' : 'It is put together when writing begins.'}
            {isOver && receipt.template && ` It was to come from ${templateName(receipt.template)}.`}
          </p>
        )}
      </Disclosure>
      <Disclosure
        title="Strategy"
        aside={strategy.version === null ? 'none applied' : `as it stood then, version ${strategy.version}`}
      >
        {sections.length > 0 ? (
          <>
            <Layers layers={strategy.layers} clients={clients} />
            <div className="mt-6 max-w-3xl">
              <StrategySections sections={sections} clients={clients} />
            </div>
          </>
        ) : (
          <p className="text-ink-3">No strategy applied to this piece.</p>
        )}
      </Disclosure>
    </div>
  )
}

/** The way to the version that it was made from; those who may not read it there are told so there. */
function PromptOrigin({ prompt, client }: { prompt: NonNullable<Job['prompt']>; client: Client | undefined }) {
  const words = `${prompt.name}, version ${prompt.version}`
  return (
    <p className="text-ink-2">
      Made from{' '}
      {client ? (
        <Link
          href={`/clients/${client.slug}/prompts/${prompt.template_id}?view=versions&version=${prompt.version}`}
          className="text-accent underline underline-offset-2"
        >
          {words}
        </Link>
      ) : (
        words
      )}
    </p>
  )
}
