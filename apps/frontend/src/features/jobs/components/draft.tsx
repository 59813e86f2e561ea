'use client'

import { useEffect, useRef } from 'react'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { DraftText } from '../apply-text.ts'
import { settleDraft } from '../settle-draft.ts'
import { Article } from './article.tsx'

const nearBottomPx = 160

/** The text as it is being written, with the caret at its end. The page follows along while its end is in view. */
export function Draft({ draft, waiting }: { draft: DraftText; waiting: string }) {
  useFollowTheEnd(draft.text)
  const text = settleDraft(draft.text)
  if (text === '') {
    return (
      <div>
        <p className="font-serif text-lg text-ink-3 italic">
          {waiting}
          <Blink />
        </p>
        <div aria-hidden className="mt-8 grid max-w-(--measure) gap-3.5">
          {['w-full', 'w-11/12', 'w-full', 'w-4/5'].map((width, index) => (
            <Skeleton key={index} className={width} />
          ))}
        </div>
      </div>
    )
  }
  return (
    <div>
      {draft.attempt > 1 && (
        <p className="mb-4 text-sm text-ink-3">Attempt {draft.attempt}: written anew, or mended.</p>
      )}
      <article aria-label="Draft" aria-busy="true" className="manuscript writing">
        <Article markdown={text} />
      </article>
      {!draft.complete && (
        <p className="mt-4 text-sm text-caution">Part of the draft was missed; the finished piece will be whole.</p>
      )}
    </div>
  )
}

function Blink() {
  return <span aria-hidden className="ml-1 inline-block h-[1em] w-[2px] translate-y-[0.15em] animate-caret bg-accent" />
}

/** Scrolls on with the text, but only for a reader who is at its end. */
function useFollowTheEnd(text: string) {
  const atEnd = useRef(false)
  useEffect(() => {
    function look() {
      const below = document.documentElement.scrollHeight - window.innerHeight - window.scrollY
      atEnd.current = window.scrollY > 0 && below < nearBottomPx
    }
    window.addEventListener('scroll', look, { passive: true })
    return () => window.removeEventListener('scroll', look)
  }, [])
  useEffect(() => {
    if (atEnd.current) window.scrollTo({ top: document.documentElement.scrollHeight })
  }, [text])
}
