import type { Experiment, ExperimentResults, ExperimentStatus } from '@hg/contracts'
import { Moment } from '#components/ui/age.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { formatCount, plural } from '#lib/format.ts'
import { percentOf, titleOf } from '../words.ts'
import { IdleNote } from './idle-note.tsx'

const tones = { winner: 'accent', skewed: 'danger', too_early: 'plain', open: 'plain', no_difference: 'plain' } as const

/** What an experiment says in all; of one that has ended what was known then, whatever came in since. */
export function Outcome({ experiment, results }: { experiment: Experiment; results: ExperimentResults }) {
  const isOver = experiment.state === 'stopped'
  const { status, summary } = results.at_end ?? results
  return (
    <div className="grid max-w-[44rem] gap-6">
      {experiment.state === 'running' && experiment.idle && (
        <IdleNote idle={experiment.idle} clientName={experiment.client_name} newestPieceAt={results.newest_piece_at} />
      )}
      <Notice tone={tones[status]} role={status === 'skewed' ? 'alert' : 'status'} title={titleOf(status, isOver)}>
        <p className="font-serif text-lg text-ink">{summary}</p>
        {isOver ? (
          <AfterTheEnd experiment={experiment} results={results} />
        ) : (
          <Skew status={status} results={results} />
        )}
      </Notice>
      <Progress results={results} />
    </div>
  )
}

/** When the decision fell, why if nobody made it, and what came in since. */
function AfterTheEnd({ experiment, results }: { experiment: Experiment; results: ExperimentResults }) {
  const { at_end: end } = results
  const told = (of: Pick<ExperimentResults, 'assigned' | 'comparisons'>) =>
    JSON.stringify([of.assigned, ...of.comparisons.filter(({ metric }) => metric === results.metric)])
  return (
    <>
      {experiment.stopped_because === 'moved' && (
        <p>
          {experiment.client_name} was moved away from the client whose template it tried, which serves it no more: that
          ended the experiment.
        </p>
      )}
      {end === null ? (
        <p className="text-sm">The numbers of that moment were not kept: these are today’s.</p>
      ) : (
        <p className="text-sm">
          As it was known on <Moment at={end.measured_at} />.
          {told(end) === told(results)
            ? ' Nothing that decides has changed since.'
            : ` Pieces that were under way, feedback or edits came in since: they count below, and change nothing of this. With them: ${results.summary}`}
        </p>
      )}
    </>
  )
}

function Skew({ status, results }: { status: ExperimentStatus; results: ExperimentResults }) {
  const { p_value } = results.sample_ratio
  if (status !== 'skewed' || p_value === null) return null
  return (
    <p>
      By chance alone this happens less than once in {formatCount(Math.floor(1 / p_value))} experiments. Stop it, and
      look for what keeps pieces of one variant away.
    </p>
  )
}

function Progress({ results: { assigned, planned } }: { results: ExperimentResults }) {
  if (planned === null) return null
  const progress = Math.min(1, assigned / planned)
  return (
    <div>
      <div className="flex flex-wrap justify-between gap-x-6 text-sm text-ink-2">
        <span>
          <span className="figures">{plural(assigned, 'piece')}</span>
          {assigned > planned ? '; ' : ' of '}
          <span className="figures">{formatCount(planned)}</span> {assigned > planned ? 'were planned' : 'planned'}
        </span>
        <span className="figures text-ink-3">{percentOf(progress)}</span>
      </div>
      <div
        role="progressbar"
        aria-label="Planned pieces"
        aria-valuenow={Math.round(progress * 100)}
        className="mt-1.5 h-1 bg-rule"
      >
        <div className="h-full bg-accent" style={{ width: percentOf(progress, 1) }} />
      </div>
    </div>
  )
}
