'use client'

import type { TestComparison, TestedPiece } from '@hg/contracts'
import Link from 'next/link'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { TextDiff } from '#components/ui/diff.tsx'
import { StatusMark } from '#features/jobs/components/status-mark.tsx'
import { formatCount, formatDuration, formatScore, formatUsd, plural } from '#lib/format.ts'

type Row = TestComparison['rows'][number]

/** What two runs made of one brief: figures, failed checks and texts side by side, or the texts laid over each other. */
export function ComparedBrief({ number, row, names }: { number: number; row: Row; names: [string, string] }) {
  const [isLaidOver, setLaidOver] = useState(false)
  const { brief, a, b } = row
  const canBeLaidOver = typeof a?.content === 'string' && typeof b?.content === 'string'
  return (
    <li className="border-t border-rule-2 py-6">
      <div className="mb-4 flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="font-serif text-xl font-medium wrap-anywhere">
            <span className="figures mr-2 text-ink-3">{number}</span>
            {brief.topic}
          </h2>
          {brief.keywords && brief.keywords.length > 0 && (
            <p className="mt-1 text-sm text-ink-3">{brief.keywords.join(', ')}</p>
          )}
        </div>
        {canBeLaidOver && (
          <Button size="sm" onClick={() => setLaidOver(!isLaidOver)}>
            {isLaidOver ? 'Side by side' : 'Lay one over the other'}
          </Button>
        )}
      </div>
      {isLaidOver && canBeLaidOver ? (
        <TextDiff before={a.content ?? ''} after={b.content ?? ''} className="max-w-[43.5rem]" />
      ) : (
        <div className="grid gap-x-10 gap-y-8 md:grid-cols-2">
          <Side piece={a} name={names[0]} />
          <Side piece={b} name={names[1]} />
        </div>
      )}
    </li>
  )
}

function Side({ piece, name }: { piece: TestedPiece | null; name: string }) {
  return (
    <section aria-label={name} className="min-w-0">
      <p className="text-sm text-ink-3">{name}</p>
      {piece === null ? (
        <p className="mt-2 text-ink-3">This run did not have the brief.</p>
      ) : (
        <>
          <Figures piece={piece} />
          <FailedChecks piece={piece} />
          {piece.content === null ? (
            <p className="mt-3 text-ink-2">{piece.error_message ?? 'There is no text yet.'}</p>
          ) : (
            <Text piece={piece} />
          )}
        </>
      )}
    </section>
  )
}

function Figures({ piece }: { piece: TestedPiece }) {
  const { score, cost_usd, seconds, input_tokens, output_tokens, word_count } = piece
  return (
    <p className="figures mt-1 flex flex-wrap items-baseline gap-x-4 gap-y-1">
      <StatusMark status={piece.status} />
      {score !== null && (
        <span>
          Score <strong className="font-medium">{formatScore(score)}</strong>
        </span>
      )}
      <span>{formatUsd(cost_usd)}</span>
      {seconds !== null && <span>{formatDuration(seconds * 1000)}</span>}
      {input_tokens !== null && (
        <span className="text-sm text-ink-3">
          {formatCount(input_tokens)} tokens in, {formatCount(output_tokens)} out
        </span>
      )}
      {word_count !== null && <span className="text-sm text-ink-3">{plural(word_count, 'word')}</span>}
      <Link href={`/jobs/${piece.job_id}`} className="text-sm text-accent underline underline-offset-2">
        The piece
      </Link>
    </p>
  )
}

function FailedChecks({ piece: { failed_checks: failed, score } }: { piece: TestedPiece }) {
  if (score === null) return null
  if (failed.length === 0) return <p className="mt-2 text-sm text-positive">All checks passed</p>
  return (
    <ul className="mt-2 text-sm">
      {failed.map(({ id, label, actual, severity }) => (
        <li key={id} className={severity === 'error' ? 'text-danger' : 'text-caution'}>
          {label}: {actual}
        </li>
      ))}
    </ul>
  )
}

function Text({ piece }: { piece: TestedPiece }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="mt-3">
      {piece.title && <p className="font-serif text-lg font-medium">{piece.title}</p>}
      <div
        className={`mt-1 font-serif leading-relaxed wrap-anywhere whitespace-pre-wrap ${isOpen ? '' : 'line-clamp-[12]'}`}
      >
        {piece.content}
      </div>
      {piece.meta_description && isOpen && <p className="mt-2 text-sm text-ink-3">{piece.meta_description}</p>}
      <Button size="sm" look="quiet" className="mt-1 -ml-2" onClick={() => setOpen(!isOpen)}>
        {isOpen ? 'Show less' : 'Show all of it'}
      </Button>
    </div>
  )
}
