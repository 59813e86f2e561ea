import type { QualityCheck, QualityReport } from '@hg/contracts'
import { Check, TriangleAlert, X } from 'lucide-react'
import { cn } from '#lib/cn.ts'
import { formatScore } from '#lib/format.ts'
import { MarginNote } from './margin-note.tsx'

/** The score, whether it suffices, and each check with what was expected, what was found, and where. */
export function QualityNote({ quality }: { quality: QualityReport }) {
  return (
    <MarginNote
      title="Quality"
      aside={
        <span className={quality.passed ? 'text-positive' : 'text-danger'}>
          {quality.passed ? 'Passed' : 'Not passed'}
        </span>
      }
    >
      <p className="mb-3 flex items-baseline gap-2">
        <span className="font-serif text-3xl font-medium [font-feature-settings:'lnum']">
          {formatScore(quality.score)}
        </span>
        <span className="text-ink-3">of 100</span>
      </p>
      <ul className="grid gap-3">
        {quality.checks.map((check) => (
          <CheckItem key={check.id} check={check} />
        ))}
      </ul>
    </MarginNote>
  )
}

function CheckItem({ check }: { check: QualityCheck }) {
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2.5">
      <Verdict check={check} />
      <div className="min-w-0">
        <p>{check.label}</p>
        <p className="text-sm text-ink-3">
          {check.actual}
          {!check.passed && <span className="block">Expected: {check.expected}</span>}
        </p>
        {check.evidence.length > 0 && (
          <ul className="mt-1 grid gap-1" aria-label={`Evidence for ${check.label}`}>
            {check.evidence.map((quote, index) => (
              <li key={index} className="border-l border-rule-2 pl-2.5 font-serif text-sm text-ink-2 italic">
                {quote}
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  )
}

function Verdict({ check }: { check: QualityCheck }) {
  const [Icon, tone, word] = check.passed
    ? ([Check, 'text-positive', 'Passed'] as const)
    : check.severity === 'error'
      ? ([X, 'text-danger', 'Failed'] as const)
      : ([TriangleAlert, 'text-caution', 'Warning'] as const)
  return <Icon role="img" aria-label={word} className={cn('mt-1 size-4 shrink-0', tone)} />
}
