import { longestDelayDays } from '@hg/contracts'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { MomentInput } from '#components/ui/input.tsx'
import { toLocalMinute } from '#lib/days.ts'

const hourMs = 3_600_000

/** When the piece may begin: at once, or from a moment in the reader's own time zone on. */
export function StartField(props: {
  value: string | undefined
  error: string | undefined
  onChange: (value: string | undefined) => void
}) {
  const { value, error, onChange } = props
  const [openedMs] = useState(() => Date.now())
  if (value === undefined) {
    return (
      <p className="flex flex-wrap items-center gap-x-3 text-ink-2">
        It is written as soon as there is room.
        <Button look="quiet" size="sm" onClick={() => onChange(new Date(openedMs + hourMs).toISOString())}>
          Begin later
        </Button>
      </p>
    )
  }
  return (
    <Field
      id="not-before"
      label="Begin at the earliest"
      error={error}
      hint={`In your time zone; at most ${longestDelayDays} days from now. The strategy stays that of today.`}
    >
      {(ids) => (
        <span className="flex flex-wrap items-center gap-3">
          <MomentInput
            {...ids}
            value={toLocalMinute(value)}
            min={toLocalMinute(new Date(openedMs).toISOString())}
            max={toLocalMinute(new Date(openedMs + longestDelayDays * 24 * hourMs).toISOString())}
            onChange={(event) => {
              const moment = new Date(event.target.value)
              if (!Number.isNaN(moment.getTime())) onChange(moment.toISOString())
            }}
          />
          <Button look="quiet" size="sm" onClick={() => onChange(undefined)}>
            Begin at once instead
          </Button>
        </span>
      )}
    </Field>
  )
}
