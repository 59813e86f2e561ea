'use client'

import { Plus } from 'lucide-react'
import { Button } from '#components/ui/button.tsx'
import type { Drafting } from '../../use-draft.ts'
import { emptyRow, type VariableRow } from '../../variable-rows.ts'
import { VariableFields } from './variable-fields.tsx'

const mostVariables = 50

function moved<T>(list: readonly T[], index: number, by: number): T[] {
  return list.toSpliced(index, 1).toSpliced(index + by, 0, ...list.slice(index, index + 1))
}

/** What the template asks for beyond the request and its strategy. */
export function VariableTable({ drafting, readOnly }: { drafting: Drafting; readOnly: boolean }) {
  const { rows } = drafting.draft

  function change(row: VariableRow, changes: Partial<VariableRow>) {
    drafting.set({ rows: rows.map((other) => (other.key === row.key ? { ...row, ...changes } : other)) })
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-5">
      {rows.length === 0 ? (
        <p className="text-ink-2">None: the request and its strategy say everything.</p>
      ) : (
        <ol className="grid grid-cols-[minmax(0,1fr)] divide-y border-y">
          {rows.map((row, index) => (
            <li key={row.key} className="py-4">
              <VariableFields
                row={row}
                number={index + 1}
                problem={drafting.problems[row.key]}
                readOnly={readOnly}
                onChange={(changes) => change(row, changes)}
                onMove={(by) => drafting.set({ rows: moved(rows, index, by) })}
                place={
                  rows.length === 1 ? 'only' : index === 0 ? 'first' : index === rows.length - 1 ? 'last' : 'between'
                }
                onRemove={() => drafting.set({ rows: rows.filter(({ key }) => key !== row.key) })}
              />
            </li>
          ))}
        </ol>
      )}
      {drafting.problems.variables && (
        <p role="alert" className="text-sm text-danger">
          {drafting.problems.variables}
        </p>
      )}
      {!readOnly && (
        <Button
          size="sm"
          className="justify-self-start"
          disabled={rows.length >= mostVariables}
          onClick={() => drafting.set({ rows: [...rows, emptyRow()] })}
        >
          <Plus aria-hidden className="size-4" />
          Add a variable
        </Button>
      )}
    </div>
  )
}
