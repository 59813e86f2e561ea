'use client'

import { ArrowLeft, ArrowRight } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'

/**
 * Pages by cursor: on to older pieces, back the way one came, or to the newest when there is no way back (an address
 * that was opened in the middle).
 */
export function JobPager(props: {
  cursor: string | null
  next: string | null
  onCursor: (cursor: string | null) => void
}) {
  const { cursor, next, onCursor } = props
  const [trail, setTrail] = useState<(string | null)[]>([])
  if (cursor === null && next === null) return null

  function older() {
    setTrail([...trail, cursor])
    onCursor(next)
  }
  function newer() {
    setTrail(trail.slice(0, -1))
    onCursor(trail.at(-1) ?? null)
  }
  return (
    <nav aria-label="Pages" className="flex items-center justify-between gap-4 py-4">
      <Button look="quiet" disabled={cursor === null} onClick={newer}>
        <ArrowLeft aria-hidden className="size-4" />
        {trail.length > 1 ? 'Newer' : 'Newest'}
      </Button>
      {next !== null && (
        <p className="hidden text-sm text-ink-3 sm:block">More than one page: narrow it down, or go on.</p>
      )}
      <Button look="quiet" disabled={next === null} onClick={older}>
        Older
        <ArrowRight aria-hidden className="size-4" />
      </Button>
    </nav>
  )
}
