import { strategyField } from '@hg/contracts'
import { useCallback, useMemo, useState } from 'react'
import {
  changedPaths,
  type EditorField,
  type EditorFields,
  problemsOf,
  type StrategyText,
  toFields,
  toText,
} from './editor-text.ts'

/** The stored text that editing began with, and its version; 0 for a strategy that does not exist yet. */
export interface EditorBase {
  text: StrategyText
  version: number
}

export interface Editor {
  base: EditorBase
  fields: EditorFields
  /** What would be saved. */
  text: StrategyText
  changed: string[]
  /** What is wrong, by the field's path. */
  problems: Record<string, string>
  setField: (path: string, field: EditorField) => void
  /** Takes all changes back. */
  reset: () => void
  /** Begins from another stored text, with this one on the page (the stored one when left out). */
  rebase: (base: EditorBase, text?: StrategyText) => void
}

/** What is being typed of a strategy. */
export function useEditor(initial: EditorBase): Editor {
  const [base, setBase] = useState(initial)
  const [fields, setFields] = useState(() => toFields(initial.text))
  const text = useMemo(() => toText(fields, base.text), [fields, base])
  const changed = useMemo(() => changedPaths(base.text, text), [base, text])
  const problems = useMemo(() => ({ ...problemsOf(text), ...repeatedTerms(fields) }), [text, fields])
  const setField = useCallback((path: string, field: EditorField) => {
    setFields((current) => ({ ...current, [path]: field }))
  }, [])
  return {
    ...{ base, fields, text, changed, problems, setField },
    reset: () => setFields(toFields(base.text)),
    rebase: (next, shown = next.text) => {
      setBase(next)
      setFields(toFields(shown))
    },
  }
}

/** Terms of which only the last would be kept. */
function repeatedTerms(fields: EditorFields): Record<string, string> {
  const path = 'content.term_map'
  const { mode, value } = fields[path] ?? {}
  if (mode === 'inherit' || !Array.isArray(value)) return {}
  const terms = (value as [string, string][]).map(([term]) => term.trim()).filter(Boolean)
  const repeated = terms.find((term, index) => terms.indexOf(term) !== index)
  return repeated === undefined ? {} : { [path]: `“${repeated}” stands there twice` }
}

/** A field as it is when it begins to say something of its own: lists add, anything else starts from what it inherits. */
export function beginField(path: string, inherited: unknown): EditorField {
  const kind = strategyField(path)?.kind
  if (kind === 'list') return { mode: inherited === undefined ? 'override' : 'extend', value: [''] }
  if (kind === 'map') return { mode: inherited === undefined ? 'override' : 'extend', value: [['', '']] }
  return { mode: 'override', value: inherited ?? (kind === 'bounds' ? {} : undefined) }
}
