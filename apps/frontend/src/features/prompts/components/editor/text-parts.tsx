'use client'

import type { PromptFinding, PromptKind } from '@hg/contracts'
import type { RefObject } from 'react'
import { CodeField, type CodeFieldHandle } from '#components/ui/code-field.tsx'
import { Field } from '#components/ui/field.tsx'
import type { CodeMark } from '#lib/code-text.ts'
import type { Drafting } from '../../use-draft.ts'

export type TextPart = 'system_template' | 'template'

export type TextPartRefs = Record<TextPart, RefObject<CodeFieldHandle | null>>

const words: Record<TextPart, { label: string; hint: string; rows: number }> = {
  system_template: {
    label: 'System',
    hint: 'Who writes and by which rules. What is the same for every piece belongs here: providers keep it ready.',
    rows: 10,
  },
  template: { label: 'User', hint: 'What is asked for, piece by piece.', rows: 10 },
}

/** The texts of a version. A partial has one only. */
export function TextParts(props: {
  kind: PromptKind
  drafting: Drafting
  findings: readonly PromptFinding[]
  readOnly: boolean
  refs: TextPartRefs
  onFocus: (part: TextPart) => void
}) {
  const { kind, drafting, findings, readOnly, refs } = props
  const parts: TextPart[] = kind === 'partial' ? ['template'] : ['system_template', 'template']
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
      {parts.map((part) => (
        <div key={part} onFocus={() => props.onFocus(part)}>
          <Field
            id={`prompt-${part}`}
            label={kind === 'partial' ? 'Text' : words[part].label}
            {...(kind === 'prompt' ? { hint: words[part].hint } : {})}
            error={drafting.problems[part]}
          >
            {(ids) => (
              <CodeField
                ids={ids}
                ref={refs[part]}
                value={drafting.draft[part]}
                onChange={(text) => drafting.set({ [part]: text })}
                marks={marksIn(part, findings)}
                readOnly={readOnly}
                rows={words[part].rows}
              />
            )}
          </Field>
        </div>
      ))}
    </div>
  )
}

function marksIn(part: TextPart, findings: readonly PromptFinding[]): CodeMark[] {
  return findings.flatMap(({ part: found, line, column, severity, message }) =>
    found === part && line !== undefined ? [{ line, column, severity, message }] : [],
  )
}
