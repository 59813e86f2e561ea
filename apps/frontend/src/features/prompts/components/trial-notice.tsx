import type { Client, Prompt, PromptTrial } from '@hg/contracts'
import Link from 'next/link'
import { Day } from '#components/ui/age.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { inWords, typeLabel } from '#features/strategy/labels.ts'

/** The experiments that try versions of a template now, whose they are, and what that means for the version in use. */
export function TrialNotice({ prompt, client }: { prompt: Prompt; client: Client }) {
  if (prompt.trials.length === 0) return null
  const isOne = prompt.trials.length === 1
  return (
    <Notice tone="accent" className="mb-8" title={isOne ? 'An experiment tries it' : 'Experiments try it'}>
      {prompt.trials.map((trial) => (
        <p key={trial.id}>
          <Link
            href={`/clients/${client.slug}/prompts/experiments/${trial.id}`}
            className="text-accent underline wrap-anywhere"
          >
            {trial.name}
          </Link>{' '}
          {triedWords(trial)}, since <Day at={trial.started_at} />.
        </p>
      ))}
      <p>{trialRule}</p>
    </Notice>
  )
}

/** What may be done meanwhile, and what comes of it. */
export const trialRule =
  'Pieces that take part are given one of these versions, whatever is in use. Taking another version into use is for all the others; labels change nothing for either.'

/** What an experiment does with a template: `gives versions 1 and 2 to blog posts of Heaviside Digital`. */
export function triedWords({ versions, content_type, client_name }: PromptTrial): string {
  const what = `versions ${inWords([...versions].sort((a, b) => a - b).map(String))}`
  return content_type === 'any'
    ? `tries ${what} at ${client_name}`
    : `tries ${what} at ${client_name}, for: ${typeLabel(content_type)}`
}
