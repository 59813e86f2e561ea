import type { Job, JobAttempt, RepairRound, RepairSegment } from '@hg/contracts'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { TextDiff } from '#components/ui/diff.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { checkName, verdictLabels } from '#features/receipt/words.ts'
import { formatScore, formatUsd, plural } from '#lib/format.ts'

/** What was mended before the piece was done: each round with its passages before and after, and what it cost. */
export function Repairs({ job }: { job: Job }) {
  const rounds = job.result?.repairs ?? []
  if (rounds.length === 0) return null
  const taken = rounds.filter((round) => round.taken).length
  return (
    <Disclosure title="Repairs" aside={`${plural(rounds.length, 'round')}, ${taken} taken`} open>
      <ol className="grid gap-8">
        {rounds.map((round) => (
          <Round
            key={round.round}
            round={round}
            call={job.attempts.find(({ attempt }) => attempt === round.attempt) ?? null}
          />
        ))}
      </ol>
    </Disclosure>
  )
}

/** Passages at first; a round has 30 at most. */
const fewSegments = 5

function Round({ round, call }: { round: RepairRound; call: JobAttempt | null }) {
  const [isWhole, setWhole] = useState(false)
  const { segments } = round
  const shown = isWhole ? segments : segments.slice(0, fewSegments)
  return (
    <li className="max-w-3xl">
      <h3 className="font-medium">
        Round {round.round}: <span className={round.taken ? 'text-positive' : ''}>{verdictLabels[round.verdict]}</span>
      </h3>
      <p className="text-ink-2">{round.reason}</p>
      <p className="mt-0.5 text-sm text-ink-3">
        For: {round.checks.map(checkName).join(', ')}.{' '}
        <span className="figures">
          Score {formatScore(round.score_before)}
          {round.score_after !== null && ` → ${formatScore(round.score_after)}`}.
        </span>{' '}
        {call === null ? 'No call was made.' : `Attempt ${call.attempt}: ${formatUsd(call.cost_usd)}.`}
      </p>
      <ol className="mt-3 grid gap-3" aria-label={`Passages of round ${round.round}`}>
        {shown.map((segment) => (
          <Segment key={segment.number} segment={segment} taken={round.taken} />
        ))}
      </ol>
      {!isWhole && segments.length > fewSegments && (
        <Button look="quiet" size="sm" className="mt-2 -ml-2.5" onClick={() => setWhole(true)}>
          Show all {segments.length} passages
        </Button>
      )}
    </li>
  )
}

const places = { title: 'Title', meta_description: 'Meta description', content: 'Text' }

function Segment({ segment, taken }: { segment: RepairSegment; taken: boolean }) {
  const { where, before, after, checks } = segment
  return (
    <li className="border-l border-rule-2 pl-3">
      <p className="text-sm text-ink-3">
        {places[where]}, for {checks.map(checkName).join(', ')}
        {before === '' && ' (put in)'}
        {!taken && after !== null && ' (proposed, not taken)'}
      </p>
      {after === null ? (
        <div className="font-serif wrap-anywhere whitespace-pre-wrap">
          {before || <span className="font-sans text-ink-3">Nothing was written for this place.</span>}
          {before !== '' && <p className="font-sans text-sm text-ink-3">Left as it was.</p>}
        </div>
      ) : (
        <TextDiff before={before} after={after} className="font-serif" />
      )}
    </li>
  )
}
