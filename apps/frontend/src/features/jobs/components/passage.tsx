import { createContext, type ReactNode, use } from 'react'
import { cutAtMarks, type Mark } from '../marks.ts'

/** What the page's marks are: all of them, and the one that is looked at. */
export interface Marking {
  marks: Mark[]
  active: string | null
}

export const noMarking: Marking = { marks: [], active: null }

export const MarkingContext = createContext(noMarking)

/** A marked passage. `find` has the keys of the marks that it belongs to, apart by spaces. */
export function Passage(props: { find: string; children: ReactNode }) {
  const marking = use(MarkingContext)
  const keys = props.find.split(' ')
  const mine = marking.marks.filter(({ key }) => keys.includes(key))
  const isError = mine.some(({ check }) => check.severity === 'error')
  const isActive = marking.active !== null && keys.includes(marking.active)
  return (
    <mark
      data-find={props.find}
      data-severity={isError ? 'error' : 'warning'}
      data-active={isActive || undefined}
      title={mine.map(({ check, span }) => [check.label, span.note].filter(Boolean).join(': ')).join('\n')}
      className="passage"
    >
      {props.children}
    </mark>
  )
}

/** A line of plain text with its marks: a title, a meta description. */
export function MarkedLine({ text, marking }: { text: string; marking: Marking }) {
  return (
    <MarkingContext value={marking}>
      {cutAtMarks(text, marking.marks).map((stretch, index) =>
        stretch.marks.length === 0 ? (
          stretch.text
        ) : (
          <Passage key={index} find={stretch.marks.map(({ key }) => key).join(' ')}>
            {stretch.text}
          </Passage>
        ),
      )}
    </MarkingContext>
  )
}
