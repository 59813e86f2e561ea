'use client'

import { ChevronLeft, ChevronRight, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { Mark } from '../marks.ts'
import { MarkWords } from './mark-words.tsx'
import { findPassage } from '../use-marking.ts'

/** Walks from mark to mark, wherever the page stands: what the check says of this one, and the way on and back. */
export function MarkBar(props: {
  mark: Mark
  index: number
  count: number
  onStep: (by: 1 | -1) => void
  onClose: () => void
}) {
  const { mark, index, count, onStep, onClose } = props
  const next = useRef<HTMLButtonElement>(null)
  const [isOnPage, setOnPage] = useState(true)
  useEffect(() => {
    const from = document.activeElement
    next.current?.focus({ preventScroll: true })
    return () => {
      if (from instanceof HTMLElement && from.isConnected) from.focus({ preventScroll: true })
    }
  }, [])
  useEffect(() => setOnPage(findPassage(mark.key) !== null), [mark.key])
  return (
    <div
      role="region"
      aria-label="Marked passage"
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      className="fixed inset-x-3 bottom-3 z-30 mx-auto flex max-w-2xl items-center gap-3 rounded-md border border-rule-2 bg-raised py-2 pr-2 pl-4 shadow-float print:hidden"
    >
      <div aria-live="polite" className="min-w-0 flex-1">
        <p className="flex justify-between gap-3">
          <span className="truncate font-medium">
            {mark.check.severity === 'error' ? 'Error' : 'Warning'}: {mark.check.label}
          </span>
          <span className="figures shrink-0 text-sm text-ink-3">
            {index + 1} of {count}
          </span>
        </p>
        <p className="line-clamp-2 font-serif text-sm text-ink-2 italic">
          <MarkWords mark={mark} />
        </p>
        {mark.span.note !== null && <p className="truncate text-sm text-ink-3">{mark.span.note}</p>}
        {!isOnPage && (
          <p className="text-sm text-ink-3">It stands in what the page does not show: an address, or HTML.</p>
        )}
      </div>
      <div className="flex shrink-0">
        <Button look="quiet" size="sm" aria-label="The one before" onClick={() => onStep(-1)}>
          <ChevronLeft aria-hidden className="size-4" />
        </Button>
        <Button ref={next} look="quiet" size="sm" aria-label="The next one" onClick={() => onStep(1)}>
          <ChevronRight aria-hidden className="size-4" />
        </Button>
        <Button look="quiet" size="sm" aria-label="Close" onClick={onClose}>
          <X aria-hidden className="size-4" />
        </Button>
      </div>
    </div>
  )
}
