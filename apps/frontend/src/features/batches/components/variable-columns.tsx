import type { NeededVariable } from '#features/prompts/request-variables.ts'
import { cellInWords } from '#features/prompts/variable-words.ts'

/** The columns of a file in which rows tell the prompt what it asks for. */
export function VariableColumns(props: { asker: string; typeName: string; needed: readonly NeededVariable[] }) {
  const { asker, typeName, needed } = props
  return (
    <div className="mt-4 text-sm">
      <p className="wrap-anywhere">
        Rows of the type {typeName} are asked with the prompt “{asker}”. It takes more, each in a column of its own:
      </p>
      <dl className="mt-2 grid gap-x-4 gap-y-1 sm:grid-cols-[max-content_minmax(0,1fr)]">
        {needed.map((one) => (
          <div key={one.name} className="contents">
            <dt className="font-mono wrap-anywhere">var.{one.name}</dt>
            <dd className="mb-1 wrap-anywhere text-ink-2 sm:mb-0">{cellInWords(one)}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
