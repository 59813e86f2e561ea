'use client'

import { type Ref, useState } from 'react'
import type { FieldIds } from './field.tsx'
import { Textarea } from './input.tsx'

/** The lines of a text that say something. */
function linesOf(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** A list of texts, one on each line: for those that may hold commas. */
export function LinesInput(props: {
  ids: FieldIds
  value: string[]
  onChange: (value: string[]) => void
  onBlur?: () => void
  ref?: Ref<HTMLTextAreaElement>
}) {
  const { ids, value, onChange } = props
  const [draft, setDraft] = useState(value.join('\n'))
  // Set from outside, as by taking changes back; empty lines while typing are the draft's own.
  const isOther = linesOf(draft).join('\n') !== value.join('\n')
  if (isOther) setDraft(value.join('\n'))
  return (
    <Textarea
      {...ids}
      ref={props.ref}
      value={isOther ? value.join('\n') : draft}
      rows={3}
      className="min-h-20!"
      onChange={(event) => {
        setDraft(event.target.value)
        onChange(linesOf(event.target.value))
      }}
      onBlur={props.onBlur}
    />
  )
}
