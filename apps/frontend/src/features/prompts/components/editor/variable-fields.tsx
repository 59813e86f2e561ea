'use client'

import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Checkbox } from '#components/ui/choice.tsx'
import { Field } from '#components/ui/field.tsx'
import { Input, Textarea } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { type VariableRow, variableTypeLabels, variableTypes } from '../../variable-rows.ts'

const typeGroups = [{ options: variableTypes.map((value) => ({ value, label: variableTypeLabels[value] })) }]
const answerGroups = [
  {
    options: [
      { value: 'none', label: 'None' },
      { value: 'true', label: 'Yes' },
      { value: 'false', label: 'No' },
    ],
  },
]

interface RowProps {
  row: VariableRow
  number: number
  problem: string | undefined
  readOnly: boolean
  onChange: (changes: Partial<VariableRow>) => void
  onRemove: () => void
  /** Where it stands among the others, whose order forms keep. */
  place: 'only' | 'first' | 'between' | 'last'
  onMove: (by: -1 | 1) => void
}

/** One variable: its name and type, whether it must be given, what stands in for it, and what it may be. */
export function VariableFields(props: RowProps) {
  const { row, number, problem, readOnly, onChange } = props
  const hasBounds = row.choices + row.maxLength + row.minimum + row.maximum + row.maxItems !== ''
  const [bounded, setBounded] = useState(hasBounds)
  const id = `${row.key}-`
  return (
    <fieldset disabled={readOnly} className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
      <legend className="sr-only">Variable {number}</legend>
      <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_11rem_minmax(0,1fr)]">
        <Field id={`${id}name`} label="Name" error={problem}>
          {(ids) => (
            <Input
              {...ids}
              value={row.name}
              placeholder="season"
              maxLength={50}
              autoComplete="off"
              spellCheck={false}
              autoCapitalize="none"
              className="font-mono"
              onChange={(event) => onChange({ name: event.target.value })}
            />
          )}
        </Field>
        <Field id={`${id}type`} label="Type">
          {(ids) => (
            <Select
              id={ids.id}
              value={row.type}
              disabled={readOnly}
              groups={typeGroups}
              onChange={(type) => onChange({ type, default: '', choices: '', minimum: '', maximum: '' })}
            />
          )}
        </Field>
        <DefaultField row={row} id={`${id}default`} readOnly={readOnly} onChange={onChange} />
      </div>
      <Field id={`${id}description`} label="What it is for" optional>
        {(ids) => (
          <Input
            {...ids}
            value={row.description}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => onChange({ description: event.target.value })}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-x-6">
        <Checkbox
          label="Must be given"
          checked={row.required}
          disabled={readOnly}
          onChange={(required) => onChange({ required })}
        />
        {!readOnly && (
          <span className="flex flex-wrap gap-1">
            {!bounded && row.type !== 'boolean' && (
              <Button look="quiet" size="sm" onClick={() => setBounded(true)}>
                Limit what it may be
              </Button>
            )}
            {props.place !== 'only' && (
              <>
                <Button
                  look="quiet"
                  size="sm"
                  className="px-2"
                  aria-label={`Move variable ${number} up`}
                  disabled={props.place === 'first'}
                  onClick={() => props.onMove(-1)}
                >
                  <ArrowUp aria-hidden className="size-4" />
                </Button>
                <Button
                  look="quiet"
                  size="sm"
                  className="px-2"
                  aria-label={`Move variable ${number} down`}
                  disabled={props.place === 'last'}
                  onClick={() => props.onMove(1)}
                >
                  <ArrowDown aria-hidden className="size-4" />
                </Button>
              </>
            )}
            <Button look="quiet" size="sm" aria-label={`Remove variable ${number}`} onClick={props.onRemove}>
              <X aria-hidden className="size-4" />
              Remove
            </Button>
          </span>
        )}
      </div>
      {bounded && row.type !== 'boolean' && <BoundFields row={row} id={id} onChange={onChange} />}
    </fieldset>
  )
}

type PartProps = Pick<RowProps, 'row' | 'onChange'> & { id: string }

function DefaultField({ row, id, readOnly, onChange }: PartProps & { readOnly: boolean }) {
  const hint = row.type === 'array' ? 'One entry a line' : undefined
  return (
    <Field id={id} label="When it is not given" hint={hint} optional>
      {(ids) => {
        if (row.type === 'boolean')
          return (
            <Select
              id={ids.id}
              value={row.default === '' ? 'none' : row.default}
              disabled={readOnly}
              groups={answerGroups}
              onChange={(answer) => onChange({ default: answer === 'none' ? '' : answer })}
            />
          )
        if (row.type === 'array')
          return (
            <Textarea
              {...ids}
              rows={2}
              className="min-h-16!"
              value={row.default}
              onChange={(event) => onChange({ default: event.target.value })}
            />
          )
        return (
          <Input
            {...ids}
            value={row.default}
            autoComplete="off"
            inputMode={row.type === 'string' ? 'text' : 'decimal'}
            onChange={(event) => onChange({ default: event.target.value })}
          />
        )
      }}
    </Field>
  )
}

const figureFields = {
  maxLength: 'Characters at most',
  minimum: 'At least',
  maximum: 'At most',
  maxItems: 'Entries at most',
} as const
type FigureField = keyof typeof figureFields

const figuresOf: Record<VariableRow['type'], FigureField[]> = {
  string: ['maxLength'],
  integer: ['minimum', 'maximum'],
  number: ['minimum', 'maximum'],
  boolean: [],
  array: ['maxLength', 'maxItems'],
}

function BoundFields({ row, id, onChange }: PartProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-3">
      <Field id={`${id}choices`} label="Only these" hint="One a line" optional>
        {(ids) => (
          <Textarea
            {...ids}
            rows={2}
            className="min-h-16!"
            value={row.choices}
            onChange={(event) => onChange({ choices: event.target.value })}
          />
        )}
      </Field>
      {figuresOf[row.type].map((field) => (
        <Field key={field} id={`${id}${field}`} label={figureFields[field]} optional>
          {(ids) => (
            <Input
              {...ids}
              inputMode="decimal"
              autoComplete="off"
              value={row[field]}
              onChange={(event) => onChange({ [field]: event.target.value })}
            />
          )}
        </Field>
      ))}
    </div>
  )
}
