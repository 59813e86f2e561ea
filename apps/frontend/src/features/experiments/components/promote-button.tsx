'use client'

import type { Client, Experiment, ExperimentResults, VariantResult } from '@hg/contracts'
import { useQueryClient } from '@tanstack/react-query'
import { Button } from '#components/ui/button.tsx'
import { Confirm } from '#components/ui/confirm.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { useSave } from '#lib/forms/use-save.ts'
import { experimentQuery } from '../get-experiments.ts'
import { letterOf } from '../words.ts'
import { experimentKeys, promoteVariant } from '../write-experiment.ts'

/** Takes a variant's version into use, after showing on which numbers. Switched off with every reason against it. */
export function PromoteButton(props: {
  experiment: Experiment
  results: ExperimentResults
  variant: VariantResult
  /** The client whose template it is, where the user sees it. */
  owner: Client | undefined
}) {
  const { experiment, results, variant, owner } = props
  const queryClient = useQueryClient()
  const letter = letterOf(variant.key)
  const promote = useSave({
    send: () => promoteVariant(experiment.id, { variant: variant.key, based_on: experiment.production }),
    stale: experimentKeys,
    saved: `Version ${variant.version} is in use`,
    onSaved: (changed) => queryClient.setQueryData(experimentQuery(experiment.id).queryKey, changed),
  })
  if (experiment.promoted_variant !== null) return null
  const decisive = results.comparisons.find((one) => one.metric === results.metric && one.variant === variant.key)
  const [control] = results.variants
  const isControl = variant.guardrails === null
  const isRunning = experiment.state === 'running'
  const isInUse = variant.version === experiment.production
  const why = experiment.may_promote
    ? variant.refusals.join(' ') || null
    : `Promoting takes the role of an admin${owner ? ` of ${owner.name}` : ' at the client whose template it is'}.`
  return (
    <Confirm
      title={isInUse ? `Keep ${letter}, version ${variant.version}?` : `Promote ${letter}, version ${variant.version}?`}
      description={
        isInUse
          ? `It stays in use${isRunning ? ', and the experiment ends' : ''}.`
          : `It comes into use for all that the template serves: ${owner?.name ?? 'its client'} and every client below without a template of its own.${isRunning ? ' The experiment ends.' : ''}`
      }
      details={
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
          {isControl ? (
            <p className="text-ink-2">{results.summary}</p>
          ) : (
            <>
              {decisive && <p>{decisive.words}</p>}
              {decisive?.verdict !== 'better' && (
                <Notice tone="caution" title={`It is not shown that ${letter} is better`}>
                  <p>
                    Its pass rate and its cost are shown to stay within their limits; nothing more is shown in its
                    favour.
                  </p>
                </Notice>
              )}
            </>
          )}
          {!isInUse && control !== undefined && control.version !== experiment.production && (
            <Notice tone="caution" title={`It was compared with version ${control.version}, which is not in use`}>
              <p>How it does beside what is in use now is not shown.</p>
            </Notice>
          )}
          <p className="text-sm text-ink-3">These numbers are kept in the audit with your name.</p>
        </div>
      }
      confirm={isInUse ? `Keep ${letter}` : `Promote ${letter}`}
      look="primary"
      onConfirm={() => promote.mutateAsync(undefined)}
    >
      <Button size="sm" look={results.winner === variant.key ? 'primary' : 'secondary'} off={why}>
        {isInUse ? `Keep ${letter}` : `Promote ${letter}`}
      </Button>
    </Confirm>
  )
}
