import type { Batch } from '@hg/contracts'
import { StateMark } from '#components/ui/state-mark.tsx'
import { isUnderWay } from '../progress.ts'

/** Where a batch stands, in a word. */
export function BatchState({ batch }: { batch: Batch }) {
  const { counts, started_at } = batch
  if (isUnderWay(batch)) {
    return started_at === null ? (
      <StateMark shape="ring">Queued</StateMark>
    ) : (
      <StateMark shape="dot" tone="accent" loud pulse>
        Being written
      </StateMark>
    )
  }
  if (counts.failed > 0) {
    return (
      <StateMark shape="cross" tone="danger" loud>
        {`${counts.failed} failed`}
      </StateMark>
    )
  }
  if (counts.cancelled > 0) return <StateMark shape="dash">{`${counts.cancelled} cancelled`}</StateMark>
  return (
    <StateMark shape="check" tone="positive">
      Done
    </StateMark>
  )
}
