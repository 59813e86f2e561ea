'use client'

import type { Client, Prompt } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { Loaded } from '#components/loaded.tsx'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { typeLabel } from '#features/strategy/labels.ts'
import { useSave } from '#lib/forms/use-save.ts'
import { whyNot } from '#lib/roles.ts'
import { promptQuery, useDiff } from '../get-prompt.ts'
import { usePrompts } from '../get-prompts.ts'
import { activate, deactivate, promptKeys } from '../write-prompt.ts'
import { PartDifferences } from './part-differences.tsx'
import { Reach } from './reach.tsx'
import { triedWords } from './trial-notice.tsx'

interface ActivationProps {
  prompt: Prompt
  client: Client
  clients: Client[]
}

/**
 * Takes a version into use, after showing what differs from the one that is in use and whom it reaches.
 *
 * @param props.off why it cannot be done right now
 */
export function ActivateButton(
  props: ActivationProps & { version: number; look: 'primary' | 'secondary'; off: string | null },
) {
  const { prompt, version, client } = props
  const queryClient = useQueryClient()
  const replaced = useReplaced(prompt)
  const change = useSave({
    send: () => activate(prompt.id, { version, base: prompt.version, ...(replaced ? { replaces: replaced.id } : {}) }),
    stale: promptKeys,
    saved: () => `Version ${version} of ${prompt.name} is in use`,
    onSaved: (changed) => queryClient.setQueryData(promptQuery(prompt.id).queryKey, changed),
  })
  return (
    <Confirm
      title={`Take version ${version} into use?`}
      description="New pieces are asked for with it at once. Pieces that are being written keep the prompt that they began with."
      details={
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          {replaced && (
            <p>
              It takes the place of “{replaced.name}”, which is in use for{' '}
              {typeLabel(prompt.content_type).toLowerCase()} now.
            </p>
          )}
          {prompt.trials.map((trial) => (
            <p key={trial.id}>
              The experiment “{trial.name}” {triedWords(trial)}: its pieces go on being given those.
            </p>
          ))}
          {prompt.version !== null && <Differences prompt={prompt} from={prompt.version} to={version} />}
          <Reach {...props} />
        </div>
      }
      confirm={`Take version ${version} into use`}
      look="primary"
      onConfirm={() => change.mutateAsync(undefined)}
    >
      <Button look={props.look} off={whyNot(client, 'admin', 'Taking a version into use') ?? props.off}>
        Take version {version} into use
      </Button>
    </Confirm>
  )
}

/** The template of the client that is in use for the same content type. */
function useReplaced(prompt: Prompt) {
  const { data } = usePrompts(prompt.client_id)
  if (prompt.kind === 'partial') return undefined
  return data?.templates.find(
    ({ id, inherited, kind, version, content_type }) =>
      !inherited && kind === 'prompt' && version !== null && content_type === prompt.content_type && id !== prompt.id,
  )
}

function Differences({ prompt, from, to }: { prompt: Prompt; from: number; to: number }) {
  const query = useDiff(prompt.id, from, to)
  return (
    <section aria-label="What changes" className="max-h-60 overflow-y-auto">
      <Loaded query={query} what="what changes" shape="text" place="line">
        {(diff) => <PartDifferences differences={diff} />}
      </Loaded>
    </section>
  )
}

/** Takes a template out of use. */
export function DeactivateDialog(props: ActivationProps & { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { prompt } = props
  const queryClient = useQueryClient()
  const change = useSave({
    send: () => deactivate(prompt.id, { base: prompt.version ?? 0 }),
    stale: promptKeys,
    saved: () => `${prompt.name} is out of use`,
    onSaved: (changed) => queryClient.setQueryData(promptQuery(prompt.id).queryKey, changed),
  })
  return (
    <Confirm
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={`Take “${prompt.name}” out of use?`}
      description={
        prompt.kind === 'partial'
          ? 'It stays here as a draft. What puts it in cannot be used without it.'
          : 'It stays here as a draft, and pieces keep naming it. New pieces are asked for with what stands above and beside it.'
      }
      details={<Reach {...props} />}
      confirm="Take out of use"
      look="primary"
      onConfirm={() => change.mutateAsync(undefined)}
    />
  )
}
