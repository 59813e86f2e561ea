import type { PromptPart, PromptText } from '@hg/contracts'
import { useMemo, useState } from 'react'
import { changedParts, type DraftBase, problemsOf, type PromptDraft, toDraft, toText } from './draft.ts'

export interface Drafting {
  base: DraftBase
  draft: PromptDraft
  /** What would be saved. */
  text: PromptText
  changed: PromptPart[]
  problems: Record<string, string>
  set: (change: Partial<PromptDraft>) => void
  /** Takes all changes back. */
  reset: () => void
  /** Begins from another stored text; what is typed stays where `keep` says so. */
  rebase: (base: DraftBase, keep?: 'typed') => void
}

/** What is being typed of a template. */
export function useDraft(initial: DraftBase): Drafting {
  const [base, setBase] = useState(initial)
  const [draft, setDraft] = useState(() => toDraft(initial.text))
  const text = useMemo(() => toText(draft), [draft])
  const changed = useMemo(() => changedParts(base.text, draft), [base, draft])
  const problems = useMemo(() => problemsOf(draft), [draft])
  return {
    ...{ base, draft, text, changed, problems },
    set: (change) => setDraft((current) => ({ ...current, ...change })),
    reset: () => setDraft(toDraft(base.text)),
    rebase: (next, keep) => {
      setBase(next)
      if (!keep) setDraft(toDraft(next.text))
    },
  }
}
