import type { ExperimentIdle } from '@hg/contracts'
import { Moment } from '#components/ui/age.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { whyIdle } from '../words.ts'

/** An experiment that runs and gives no piece a variant: since when, and why. */
export function IdleNote(props: { idle: ExperimentIdle; clientName: string; newestPieceAt: string | null }) {
  const { idle, clientName, newestPieceAt } = props
  return (
    <Notice tone="caution" role="status" title="No piece is given a variant now">
      <p>
        {whyIdle(idle, clientName)}{' '}
        {newestPieceAt === null ? (
          'No piece was given one so far.'
        ) : (
          <>
            The newest piece that was given one was asked for on <Moment at={newestPieceAt} />.
          </>
        )}{' '}
        Stop the experiment if that is to stay so.
      </p>
    </Notice>
  )
}
