import { type Prompt, type PromptText, promptValidation } from '@hg/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/**
 * What is to be said of a text, and how long and dear its prompts are, before it is saved. The last answer stays in sight
 * while the next one is under way; what the contract refuses is not asked about.
 */
export function useValidation(
  prompt: Pick<Prompt, 'client_id' | 'kind' | 'name' | 'content_type'>,
  text: PromptText,
  enabled: boolean,
) {
  const { client_id, kind, name, content_type } = prompt
  const body = { client_id, kind, name, content_type, ...text }
  return useQuery({
    queryKey: ['prompts', 'validation', body],
    queryFn: ({ signal }) => api('/im/templates/validate', promptValidation, { method: 'POST', body, signal }),
    enabled,
    staleTime: 60_000,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
    retry: false,
  })
}
