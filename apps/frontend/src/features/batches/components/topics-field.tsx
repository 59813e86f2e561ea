'use client'

import { Field } from '#components/ui/field.tsx'
import { Textarea } from '#components/ui/input.tsx'
import { plural } from '#lib/format.ts'
import { topicsOf } from '../draft.ts'

/** Topics, one a line. */
export function TopicsField({ topics, onChange }: { topics: string; onChange: (topics: string) => void }) {
  return (
    <Field
      id="topics"
      label="Topics"
      hint={
        <>
          One a line; a column copied from a spreadsheet will do.
          <span className="figures ml-2">{plural(topicsOf({ topics }).length, 'topic')}</span>
        </>
      }
    >
      {(ids) => <Textarea {...ids} rows={12} value={topics} onChange={(event) => onChange(event.target.value)} />}
    </Field>
  )
}
