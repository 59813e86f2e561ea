import { type PreviewPromptRequest, promptPreview } from '@hg/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** The prompt that a text makes, without a call to a provider; the last one stays in sight while the next is made. */
export function usePromptPreview(body: PreviewPromptRequest, enabled: boolean) {
  return useQuery({
    queryKey: ['prompts', 'preview', body],
    queryFn: ({ signal }) => api('/im/templates/preview', promptPreview, { method: 'POST', body, signal }),
    enabled,
    staleTime: 60_000,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
    retry: false,
  })
}
