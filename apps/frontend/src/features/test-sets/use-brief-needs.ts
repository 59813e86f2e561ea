import type { ContentType } from '@hg/contracts'
import { useMemo } from 'react'
import { usePromptNeeds } from '#features/prompts/get-needs.ts'
import { type NeededVariable, neededVariables } from '#features/prompts/request-variables.ts'

/** The variables that the prompt in use takes of a client's pieces; none where nothing serves or that is not known yet. */
export function useBriefNeeds(clientId: string, contentType: ContentType): NeededVariable[] {
  const { data } = usePromptNeeds(clientId, contentType, undefined)
  return useMemo(() => neededVariables(data?.variables ?? {}), [data])
}
