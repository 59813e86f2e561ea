'use client'

import type { QualityReport } from '@hg/contracts'
import { useEffect, useMemo, useState } from 'react'
import { type Mark, marksOf } from './marks.ts'

const none: Mark[] = []

/** The marks of a piece and the one that is looked at. Another text, or none, has its own. */
export function useMarking(quality: QualityReport | undefined) {
  const marks = useMemo(() => (quality ? marksOf(quality) : none), [quality])
  const [chosen, setChosen] = useState<string | null>(null)
  const [isShown, setShown] = useState(true)
  const index = marks.findIndex(({ key }) => key === chosen)
  const active = marks[index]?.key ?? null

  useEffect(() => {
    if (active !== null) findPassage(active)?.scrollIntoView({ block: 'center' })
  }, [active])

  return {
    marks: isShown || active !== null ? marks : none,
    all: marks,
    active,
    index,
    isShown,
    setShown,
    look: setChosen,
    /** To the next one, or the one before. */
    step: (by: 1 | -1) => {
      setChosen(marks[(index + by + marks.length) % marks.length]?.key ?? null)
    },
  }
}

/** Where a mark stands on the page; null for one of what is not shown: addresses, raw HTML. */
export function findPassage(key: string): Element | null {
  return document.querySelector(`mark[data-find~="${CSS.escape(key)}"]`)
}
