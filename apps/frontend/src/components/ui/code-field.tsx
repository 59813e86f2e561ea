'use client'

import { memo, type Ref, useImperativeHandle, useMemo, useRef } from 'react'
import { cn } from '#lib/cn.ts'
import { type CodeMark, codeLines, type CodePiece, offsetOf } from '#lib/code-text.ts'
import type { FieldIds } from './field.tsx'

/** What can be done with a code field from beside it. */
export interface CodeFieldHandle {
  /** Puts the caret there and brings it into sight. */
  goTo: (line: number, column?: number) => void
  /** Puts a text in place of what is selected. */
  insert: (text: string) => void
}

/** The text and what stands behind it must break their lines at the same places. */
const textLook =
  'col-start-1 row-start-1 min-w-0 py-2 pr-3 pl-12 font-mono text-md [tab-size:2] wrap-anywhere whitespace-pre-wrap md:text-sm'

const kindLooks: Record<CodePiece['kind'], string> = {
  text: '',
  value: 'rounded-sm bg-wash text-accent',
  tag: 'text-accent',
  comment: 'text-ink-3',
}

/**
 * A text of many lines with their numbers, its Liquid in blue pencil, and marks where something is to be said of it. The
 * browser's own text field, transparent, over the same text drawn: nothing of typing, undoing or reading aloud is made anew.
 */
export function CodeField(props: {
  ids: FieldIds
  value: string
  onChange: (value: string) => void
  marks?: readonly CodeMark[]
  readOnly?: boolean
  /** How high it is at least, in lines. */
  rows?: number
  ref?: Ref<CodeFieldHandle>
}) {
  const { ids, value, onChange, marks, readOnly = false } = props
  const area = useRef<HTMLTextAreaElement>(null)
  const drawn = useRef<HTMLDivElement>(null)
  const lines = useMemo(() => codeLines(value, marks ?? []), [value, marks])
  const worst = useMemo(() => worstOfLines(marks ?? []), [marks])
  useImperativeHandle(props.ref, () => ({
    goTo: (line, column) => {
      const at = offsetOf(value, line, column)
      area.current?.focus({ preventScroll: true })
      area.current?.setSelectionRange(at, at)
      drawn.current?.children[line - 1]?.scrollIntoView({ block: 'center' })
    },
    insert: (text) => {
      const { selectionStart: from, selectionEnd: to } = area.current ?? { selectionStart: 0, selectionEnd: 0 }
      onChange(value.slice(0, from) + text + value.slice(to))
      requestAnimationFrame(() => {
        area.current?.focus()
        area.current?.setSelectionRange(from + text.length, from + text.length)
      })
    },
  }))
  return (
    <div
      className={cn(
        'max-h-[36rem] overflow-y-auto rounded-md border border-field bg-raised outline-offset-2 outline-accent',
        'focus-within:outline-2 has-aria-invalid:border-danger',
        readOnly && 'bg-sunk',
      )}
    >
      <div className="grid min-h-full grid-cols-[minmax(0,1fr)]">
        <div
          ref={drawn}
          aria-hidden
          className={cn(textLook, 'pointer-events-none')}
          style={{ minHeight: `calc(${props.rows ?? 6}lh + 1rem)` }}
        >
          {lines.map((pieces, index) => (
            <Line key={index} number={index + 1} worst={worst.get(index + 1)} pieces={pieces} />
          ))}
        </div>
        <textarea
          {...ids}
          ref={area}
          value={value}
          readOnly={readOnly}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          autoCorrect="off"
          onChange={(event) => onChange(event.target.value)}
          className={cn(
            textLook,
            'resize-none overflow-hidden bg-transparent text-transparent caret-ink outline-none selection:bg-accent/25',
          )}
        />
      </div>
    </div>
  )
}

/** The same piece of text gives the same line: typing draws only the line that changed. */
const Line = memo(
  function Line(props: { number: number; worst: CodeMark['severity'] | undefined; pieces: CodePiece[] }) {
    const { number, worst, pieces } = props
    return (
      <div className="relative min-h-[1lh]">
        <span
          className={cn(
            'figures absolute -left-12 w-9 text-right font-sans text-xs leading-[inherit] text-ink-3',
            worst === 'error' && 'font-medium text-danger',
            worst === 'warning' && 'font-medium text-caution',
          )}
        >
          {worst && (worst === 'error' ? '× ' : '! ')}
          {number}
        </span>
        {pieces.map((piece, index) => (
          <span
            key={index}
            {...(piece.mark ? { 'data-severity': piece.mark } : {})}
            className={cn(kindLooks[piece.kind], piece.mark && 'passage')}
          >
            {piece.text}
          </span>
        ))}
      </div>
    )
  },
  (before, after) =>
    before.worst === after.worst &&
    before.pieces.length === after.pieces.length &&
    before.pieces.every((piece, index) => {
      const other = after.pieces[index]
      return piece.kind === other?.kind && piece.text === other.text && piece.mark === other.mark
    }),
)

function worstOfLines(marks: readonly CodeMark[]): Map<number, CodeMark['severity']> {
  const worst = new Map<number, CodeMark['severity']>()
  for (const { line, severity } of marks) if (worst.get(line) !== 'error') worst.set(line, severity)
  return worst
}
