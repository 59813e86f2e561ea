'use client'

import type { PromptVariableValues } from '@hg/contracts'
import { X } from 'lucide-react'
import { useFormContext, useWatch } from 'react-hook-form'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { VariableControl } from '#features/prompts/components/variable-control.tsx'
import type { NeededVariable } from '#features/prompts/request-variables.ts'
import { hintOf, nameInWords } from '#features/prompts/variable-words.ts'
import { sentence } from '#lib/forms/field-errors.ts'
import { briefProblems, type TestSetValues } from '../test-set-values.ts'

/** What a brief says of the variables of the prompt in use, and what it says of others. */
export function BriefVariables({ index, needed }: { index: number; needed: readonly NeededVariable[] }) {
  const { setValue, formState } = useFormContext<TestSetValues>()
  const path = `briefs.${index}.variables` as const
  const values: PromptVariableValues = useWatch<TestSetValues, typeof path>({ name: path }) ?? {}
  const problems = briefProblems(values, needed)
  const others = Object.keys(values).filter((name) => !needed.some((one) => one.name === name))
  const change = (next: PromptVariableValues) => setValue(path, next, { shouldDirty: true })
  if (needed.length === 0 && others.length === 0) return null
  return (
    <fieldset className="grid min-w-0 gap-3 sm:grid-cols-2 sm:gap-x-6">
      <legend className="sr-only">What the prompt asks for</legend>
      {needed.map(({ name, variable, required }) => (
        <Field
          key={name}
          id={`${path}.${name}`}
          label={nameInWords(name)}
          optional={!required}
          hint={hintOf(variable)}
          error={formState.isSubmitted && problems[name] !== undefined ? sentence(problems[name]) : undefined}
        >
          {(ids) => (
            <VariableControl
              ids={ids}
              variable={variable}
              value={values[name]}
              onChange={(value) => change({ ...values, [name]: value })}
            />
          )}
        </Field>
      ))}
      {others.length > 0 && (
        <ul className="flex flex-wrap items-center gap-x-4 text-sm text-ink-3 sm:col-span-2">
          <li>For versions that take it:</li>
          {others.map((name) => (
            <li key={name} className="flex min-w-0 items-center wrap-anywhere">
              {nameInWords(name)}: {String(values[name])}
              <Button
                look="quiet"
                size="sm"
                aria-label={`Remove ${nameInWords(name)}`}
                onClick={() => change(Object.fromEntries(Object.entries(values).filter(([other]) => other !== name)))}
              >
                <X aria-hidden className="size-3.5" />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  )
}
