'use client'

import type { ComponentProps } from 'react'
import { VariableInputs } from '#features/prompts/components/variable-inputs.tsx'

/**
 * What the prompt asks of each piece, answered once for all topics.
 *
 * @param props.asker the template that asks
 */
export function BatchVariables({ asker, ...inputs }: { asker: string } & ComponentProps<typeof VariableInputs>) {
  return (
    <fieldset className="grid min-w-0 gap-5">
      <legend className="mb-4">
        <span className="block font-medium">For all topics</span>
        <span className="mt-0.5 block text-sm wrap-anywhere text-ink-3">
          The prompt “{asker}” asks for this, once for all topics. Where topics differ in it, a CSV has columns for it.
        </span>
      </legend>
      <VariableInputs {...inputs} />
    </fieldset>
  )
}
