import type { Receipt, ReceiptRepair, RevisionSummary } from '@hg/contracts'
import { Moment } from '#components/ui/age.tsx'
import { formatScore, plural } from '#lib/format.ts'
import { checkName, verdictLabels } from '../words.ts'

/** How the piece did in its checks, and what was mended before it was done. */
export function ReceiptChecks({ receipt: { checks, repairs } }: { receipt: Receipt }) {
  return (
    <div className="grid gap-4">
      <p>
        {checks === null ? (
          <span className="text-ink-3">There is no piece to check.</span>
        ) : (
          <>
            <span className={checks.passed ? 'text-positive' : 'text-danger'}>
              {checks.passed ? 'Passed' : 'Not passed'}
            </span>
            , <span className="figures">{formatScore(checks.score)}</span> of 100.{' '}
            {checks.failed.length > 0 && (
              <span className="text-ink-2">Not met: {checks.failed.map(checkName).join(', ')}.</span>
            )}
          </>
        )}
      </p>
      {repairs.length > 0 && (
        <ol className="border-t" aria-label="Repairs">
          {repairs.map((repair) => (
            <Repair key={repair.round} repair={repair} />
          ))}
        </ol>
      )}
    </div>
  )
}

function Repair({ repair }: { repair: ReceiptRepair }) {
  const { round, attempt, checks, verdict, reason, score_before, score_after } = repair
  return (
    <li className="border-b py-2.5 text-sm break-inside-avoid">
      <p className="flex flex-wrap justify-between gap-x-6">
        <span>
          Repair {round}
          {attempt !== null && <span className="text-ink-3">, call {attempt}</span>}: {verdictLabels[verdict]}
        </span>
        <span className="figures text-ink-3">
          {formatScore(score_before)} → {formatScore(score_after)}
        </span>
      </p>
      <p className="text-ink-3">
        For: {checks.map(checkName).join(', ')}. {reason}
      </p>
    </li>
  )
}

/** What became of the piece since it was written. */
export function ReceiptRevisions({ revisions }: { revisions: RevisionSummary[] }) {
  if (revisions.length === 0) return <p className="text-ink-3">There is no text.</p>
  return (
    <ol className="border-t">
      {revisions.map((revision) => (
        <li key={revision.number} className="border-b py-2.5 text-sm break-inside-avoid">
          <p className="flex flex-wrap justify-between gap-x-6">
            <span>
              <span className="figures">{revision.number}</span>. {authorOf(revision)}
            </span>
            <span className="figures text-ink-3">
              <Moment at={revision.created_at} />
            </span>
          </p>
          <p className="figures text-ink-3">
            {plural(revision.word_count, 'word')}, {formatScore(revision.score)} of 100
            {revision.restored_from !== null && `, brought back revision ${revision.restored_from}`}
            {revision.note && `: ${revision.note}`}
          </p>
        </li>
      ))}
    </ol>
  )
}

function authorOf({ created_by, author }: RevisionSummary): string {
  if (created_by === null) return 'As it was written'
  return `Edited by ${author ?? 'somebody who has left, or a key'}`
}
