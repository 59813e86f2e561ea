'use client'

import type { Client, Experiment } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { useSave } from '#lib/forms/use-save.ts'
import { whyNot } from '#lib/roles.ts'
import { experimentQuery } from '../get-experiments.ts'
import { letterOf, percentOf, whyIdle } from '../words.ts'
import { experimentKeys, removeExperiment, startExperiment, stopExperiment } from '../write-experiment.ts'

interface ButtonProps {
  experiment: Experiment
  client: Client
}

/** Starts a draft, after saying what that does. */
export function StartButton({ experiment, client }: ButtonProps) {
  const queryClient = useQueryClient()
  const start = useSave({
    send: () => startExperiment(experiment.id, experiment.revision),
    stale: experimentKeys,
    saved: `${experiment.name} runs`,
    onSaved: (started) => queryClient.setQueryData(experimentQuery(experiment.id).queryKey, started),
  })
  const weights = experiment.variants.reduce((sum, { weight }) => sum + weight, 0)
  return (
    <Confirm
      title={`Start “${experiment.name}”?`}
      description={`New pieces of ${client.name} and the clients below it are written with its variants at once.`}
      details={
        <ul className="grid gap-1">
          {experiment.variants.map(({ key, version, weight }) => (
            <li key={key} className="flex justify-between gap-6">
              <span>
                {letterOf(key)}: version {version}
                {version === experiment.production && ', in use'}
              </span>
              <span className="figures text-ink-2">{percentOf(weight / weights)}</span>
            </li>
          ))}
        </ul>
      }
      confirm="Start the experiment"
      look="primary"
      onConfirm={() => start.mutateAsync(undefined)}
    >
      <Button
        look="primary"
        off={
          whyNot(client, 'admin', 'Starting experiments') ?? (experiment.idle && whyIdle(experiment.idle, client.name))
        }
      >
        Start the experiment
      </Button>
    </Confirm>
  )
}

/** Stops what runs, after saying what that does. */
export function StopButton({ experiment, client }: ButtonProps) {
  const queryClient = useQueryClient()
  const stop = useSave({
    send: () => stopExperiment(experiment.id),
    stale: experimentKeys,
    saved: `${experiment.name} was stopped`,
    onSaved: (stopped) => queryClient.setQueryData(experimentQuery(experiment.id).queryKey, stopped),
  })
  return (
    <Confirm
      title={`Stop “${experiment.name}”?`}
      description="New pieces are written with the version in use again. What was written counts, and a variant can still be promoted; the experiment cannot be started again."
      confirm="Stop the experiment"
      look="primary"
      onConfirm={() => stop.mutateAsync(undefined)}
    >
      <Button off={whyNot(client, 'admin', 'Stopping experiments')}>Stop</Button>
    </Confirm>
  )
}

/** Deletes a draft. */
export function DeleteButton({ experiment, client, onDeleted }: ButtonProps & { onDeleted: () => void }) {
  const remove = useSave({
    send: () => removeExperiment(experiment.id),
    stale: experimentKeys,
    saved: `${experiment.name} was deleted`,
    onSaved: onDeleted,
  })
  return (
    <Confirm
      title={`Delete “${experiment.name}”?`}
      description="It is a draft: no piece was written with it."
      confirm="Delete the draft"
      onConfirm={() => remove.mutateAsync(undefined)}
    >
      <Button look="quiet" off={whyNot(client, 'admin', 'Deleting experiments')}>
        Delete the draft
      </Button>
    </Confirm>
  )
}
