import { type ContentType, promptNeeds } from '@hg/contracts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** Which template serves a request, and what it takes beyond topic, keywords and brief. */
export function usePromptNeeds(clientId: string, contentType: ContentType, templateId: string | undefined) {
  return useQuery({
    queryKey: ['prompts', 'needs', { clientId, contentType, templateId }],
    queryFn: ({ signal }) =>
      api(`/im/clients/${clientId}/prompt-needs`, promptNeeds, {
        query: { content_type: contentType, template_id: templateId },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
}
