import type { FieldError } from '@hg/contracts'
import { Button } from '#components/ui/button.tsx'
import { ApiError } from '#lib/api.ts'
import { fieldInWords, sentence } from '#lib/forms/field-errors.ts'
import { formatCount } from '#lib/format.ts'

const mostReasons = 3

/** Why there is no estimate: what was refused would be refused when it is sent, too; what failed can be asked again. */
export function EstimateProblem(props: { error: Error; busy: boolean; onRetry: () => void }) {
  const { error } = props
  if (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429) {
    if (error.status === 401) return <p className="text-ink-2">Your session has ended; what you typed stays here.</p>
    const reasons = [...new Set(error.fields.length > 0 ? error.fields.map(reasonOf) : [error.message])]
    return (
      <div>
        <p className="font-medium text-danger">It would not be accepted like this</p>
        {reasons.slice(0, mostReasons).map((reason) => (
          <p key={reason} className="mt-1 text-sm text-ink-2">
            {sentence(reason)}
          </p>
        ))}
        {reasons.length > mostReasons && (
          <p className="mt-1 text-sm text-ink-3">and {formatCount(reasons.length - mostReasons)} more like it</p>
        )}
      </div>
    )
  }
  return (
    <div>
      <p className="font-medium">No estimate right now</p>
      <p className="mt-1 text-sm text-ink-2">{error.message}</p>
      <p className="mt-1 text-sm text-ink-2">
        You can send it all the same: what it may cost at most is reckoned, and held to, then.
      </p>
      <Button size="sm" className="mt-2" busy={props.busy} onClick={props.onRetry}>
        Try again
      </Button>
    </div>
  )
}

/** What is wrong with a field; in a batch, with which row: `Row 3, topic: must have at least 3 characters`. */
function reasonOf({ path, message }: FieldError): string {
  const [, row, field] = /^items\.(\d+)\.?(.*)$/.exec(path) ?? []
  if (row !== undefined) return `Row ${Number(row) + 1}${field ? `, ${fieldInWords(field)}` : ''}: ${message}`
  return path.startsWith('variables.') ? `${fieldInWords(path)} ${message}` : message
}
