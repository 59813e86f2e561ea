import type { ExperimentSummary } from '@hg/contracts'
import { StateMark } from '#components/ui/state-mark.tsx'
import { letterOf } from '../words.ts'

/** Where an experiment is in its life. */
export function ExperimentStateMark({
  state,
  promoted_variant,
}: Pick<ExperimentSummary, 'state' | 'promoted_variant'>) {
  if (state === 'draft') return <StateMark shape="ring">Draft</StateMark>
  if (state === 'running')
    return (
      <StateMark shape="dot" tone="accent" pulse>
        Running
      </StateMark>
    )
  return promoted_variant === null ? (
    <StateMark shape="dash">Stopped</StateMark>
  ) : (
    <StateMark shape="check" tone="positive">
      {letterOf(promoted_variant)} promoted
    </StateMark>
  )
}
