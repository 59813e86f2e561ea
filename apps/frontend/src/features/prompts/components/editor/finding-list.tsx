import type { PromptFinding } from '@hg/contracts'
import { CircleAlert, TriangleAlert } from 'lucide-react'
import { cn } from '#lib/cn.ts'
import { sentence } from '#lib/forms/field-errors.ts'
import { partLabels } from '../../words.ts'

/** What is to be said of a text; choosing one leads to its place. */
export function FindingList(props: { findings: readonly PromptFinding[]; onChoose: (finding: PromptFinding) => void }) {
  return (
    <ul aria-label="Findings" className="grid gap-1">
      {props.findings.map((finding, index) => (
        <li key={index}>
          <FindingRow finding={finding} onChoose={() => props.onChoose(finding)} />
        </li>
      ))}
    </ul>
  )
}

function FindingRow({ finding, onChoose }: { finding: PromptFinding; onChoose: () => void }) {
  const isError = finding.severity === 'error'
  const Icon = isError ? CircleAlert : TriangleAlert
  const place = placeOf(finding)
  const words = (
    <>
      <Icon
        role="img"
        aria-label={isError ? 'Error' : 'Warning'}
        className={cn('mt-0.5 size-4 shrink-0', isError ? 'text-danger' : 'text-caution')}
      />
      <span className="min-w-0 wrap-anywhere">
        {sentence(finding.message)}
        {place && <span className="block text-ink-3">{place}</span>}
      </span>
    </>
  )
  const look = 'flex w-full gap-2 rounded-md px-2 py-1.5 text-left text-sm'
  if (!finding.part) return <p className={look}>{words}</p>
  return (
    <button type="button" onClick={onChoose} className={cn(look, 'hover:bg-hover')}>
      {words}
    </button>
  )
}

function placeOf({ part, line, column }: PromptFinding): string {
  if (!part) return ''
  return [partLabels[part], line !== undefined && `line ${line}`, column !== undefined && `column ${column}`]
    .filter(Boolean)
    .join(', ')
}
