import type { QualityCheck, QualityReport } from '@hg/contracts'
import { Check, ChevronRight, TriangleAlert, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#lib/cn.ts'
import { formatScore, plural } from '#lib/format.ts'
import { failedChecks, type Mark, marksOfCheck, otherEvidence } from '../marks.ts'
import { MarkWords } from './mark-words.tsx'
import { MarginNote } from './margin-note.tsx'

/**
 * The score, whether it suffices, and each check with what was expected, what was found, and where: a passage leads to its
 * mark in the text.
 */
export function QualityNote(props: {
  quality: QualityReport
  active: string | null
  isShown: boolean
  onShow: (shown: boolean) => void
  onLook: (key: string) => void
}) {
  const { quality, active, onLook } = props
  const failed = failedChecks(quality)
  const passed = quality.checks.filter((check) => check.passed)
  const hasMarks = failed.some(({ spans }) => spans.length > 0)
  return (
    <MarginNote
      title="Quality"
      aside={
        <span className={quality.passed ? 'text-positive' : 'text-danger'}>
          {quality.passed ? 'Passed' : 'Not passed'}
        </span>
      }
    >
      <p className="mb-1 flex items-baseline gap-2">
        <span className="font-serif text-3xl font-medium [font-feature-settings:'lnum']">
          {formatScore(quality.score)}
        </span>
        <span className="text-ink-3">of 100{quality.min_score > 0 && `, ${quality.min_score} asked for`}</span>
      </p>
      {hasMarks && (
        <Button
          look="quiet"
          size="sm"
          className="mb-2 -ml-2.5"
          aria-pressed={props.isShown}
          onClick={() => props.onShow(!props.isShown)}
        >
          {props.isShown ? 'Hide the marks in the text' : 'Show the marks in the text'}
        </Button>
      )}
      {failed.length === 0 && <p className="mb-3 text-ink-2">Nothing was found wrong.</p>}
      <ul className="grid gap-4">
        {failed.map((check) => (
          <FailedCheck key={check.id} check={check} active={active} onLook={onLook} />
        ))}
      </ul>
      {passed.length > 0 && (
        <Folded title={plural(passed.length, 'check passed', 'checks passed')} open={failed.length === 0}>
          {passed.map((check) => (
            <li key={check.id} className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2.5">
              <Verdict check={check} />
              <p className="min-w-0">
                {check.label} <span className="block text-sm text-ink-3">{check.actual}</span>
              </p>
            </li>
          ))}
        </Folded>
      )}
      {quality.left_out.length > 0 && (
        <Folded title={plural(quality.left_out.length, 'check could not be made', 'checks could not be made')} open>
          {quality.left_out.map(({ id, label, why }) => (
            <li key={id} className="pl-6.5">
              {label} <span className="block text-sm text-ink-3">{why}</span>
            </li>
          ))}
        </Folded>
      )}
    </MarginNote>
  )
}

function FailedCheck({
  check,
  active,
  onLook,
}: {
  check: QualityCheck
  active: string | null
  onLook: (key: string) => void
}) {
  const marks = marksOfCheck(check)
  const others = otherEvidence(check)
  return (
    <li className="grid grid-cols-[1rem_minmax(0,1fr)] gap-x-2.5">
      <Verdict check={check} />
      <div className="min-w-0">
        <p>
          {check.label} <span className="text-sm text-ink-3">{check.severity}</span>
        </p>
        <p className="text-sm text-ink-3">
          {check.actual}
          <span className="block">Expected: {check.expected}</span>
        </p>
        {others.length > 0 && (
          <ul className="mt-1 grid gap-1" aria-label={`Evidence for ${check.label}`}>
            {others.map((words, index) => (
              <li
                key={index}
                className="border-l border-rule-2 pl-2.5 font-serif text-sm wrap-anywhere text-ink-2 italic"
              >
                {words}
              </li>
            ))}
          </ul>
        )}
        {marks.length > 0 && <Places check={check} marks={marks} active={active} onLook={onLook} />}
      </div>
    </li>
  )
}

/** So many at first; a piece that is wrong everywhere is told so in its figures. */
const fewPlaces = 4

function Places(props: { check: QualityCheck; marks: Mark[]; active: string | null; onLook: (key: string) => void }) {
  const [isWhole, setWhole] = useState(false)
  const { check, marks, active, onLook } = props
  const shown = isWhole ? marks : marks.slice(0, fewPlaces)
  return (
    <>
      <ul className="mt-1 grid gap-0.5" aria-label={`Passages for ${check.label}`}>
        {shown.map((mark) => (
          <li key={mark.key}>
            <button
              type="button"
              aria-pressed={mark.key === active}
              onClick={() => onLook(mark.key)}
              className={cn(
                'block min-h-10 w-full border-l-2 py-1.5 pl-2.5 text-left text-sm hover:border-accent hover:text-accent md:min-h-0',
                mark.key === active ? 'border-accent text-accent' : 'border-rule-2 text-ink-2',
              )}
            >
              <span className="sr-only">Show in the text: </span>
              <span className="font-serif wrap-anywhere italic">
                <MarkWords mark={mark} />
              </span>
              {mark.span.note !== null && <span className="block text-ink-3">{mark.span.note}</span>}
            </button>
          </li>
        ))}
      </ul>
      {!isWhole && marks.length > fewPlaces && (
        <Button look="quiet" size="sm" className="-ml-2.5" onClick={() => setWhole(true)}>
          Show all {marks.length} passages
        </Button>
      )}
      {isWhole && marks.length >= mostMarks && <p className="text-sm text-ink-3">The first {mostMarks} are marked.</p>}
    </>
  )
}

/** A check tells of no more places. */
const mostMarks = 50

function Folded({ title, open, children }: { title: string; open: boolean; children: React.ReactNode }) {
  return (
    <details className="group mt-4" open={open}>
      <summary className="flex items-center gap-2 rounded-sm py-1 text-sm text-ink-2 hover:text-accent">
        <ChevronRight
          aria-hidden
          className="size-4 text-ink-3 transition-transform duration-150 group-open:rotate-90"
        />
        {title}
      </summary>
      <ul className="mt-2 grid gap-2.5">{children}</ul>
    </details>
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
