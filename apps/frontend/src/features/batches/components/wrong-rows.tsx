import type { BatchPreviewRow } from '@hg/contracts'
import { fieldInWords } from '#lib/forms/field-errors.ts'

/** Rows of a batch that could not be asked for as they are, each with all that is wrong with it. */
export function WrongRows({ rows }: { rows: readonly BatchPreviewRow[] }) {
  return (
    <ul aria-label="Rows that need another look" className="divide-y border-y">
      {rows.map(({ row, topic, errors }) => (
        <li key={row} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 py-2.5 wrap-anywhere">
          <span className="figures text-ink-3">{row}</span>
          <span className="font-medium">{topic ?? 'No topic'}</span>
          {errors.map((error) => (
            <span key={error.path + error.message} className="col-start-2 text-sm text-danger">
              {placeOf(error)} {error.message}
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}

/** The field without its place in the list, and the line of the file where there is one. */
function placeOf({ path, line }: { path: string; line?: number | undefined }): string {
  const field = fieldInWords(path.replace(/^items\.\d+\.?/, ''))
  return [line === undefined ? '' : `Line ${line}:`, field].filter(Boolean).join(' ')
}
