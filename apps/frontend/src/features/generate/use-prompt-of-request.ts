import type { ContentType, GenerateRequest } from '@hg/contracts'
import { useMemo } from 'react'
import type { UseFormReturn } from 'react-hook-form'
import { usePromptNeeds } from '#features/prompts/get-needs.ts'
import { neededVariables, toVariableValues, variableProblems } from '#features/prompts/request-variables.ts'

/** The template that a request is asked with, and what it takes; nothing, as far as that is not known. */
export function usePromptOfRequest(form: UseFormReturn<GenerateRequest>, clientId: string, contentType: ContentType) {
  const templateId = form.watch('template_id')
  const { data: needs, isPending } = usePromptNeeds(clientId, contentType, templateId)
  const needed = useMemo(() => neededVariables(needs?.variables ?? {}), [needs])

  /** The request with its variables as they are sent; null where one is wrong, which stands at its field then. */
  function withVariables(values: GenerateRequest): GenerateRequest | null {
    // What the template takes could not be told: the service judges what is there.
    if (!needs) return values
    const typed = values.variables ?? {}
    const wrong = Object.entries(variableProblems(needed, typed))
    for (const [name, message] of wrong) form.setError(`variables.${name}`, { message })
    const [first] = wrong
    if (!first) return { ...values, variables: toVariableValues(needed, typed) }
    document.getElementById(`variable-${first[0]}`)?.focus()
    return null
  }

  return { templateId, needs, needed, isPending, withVariables }
}
