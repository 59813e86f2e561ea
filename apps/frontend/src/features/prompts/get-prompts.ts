import { promptLabelRules, promptList, type PromptTemplate } from '@hg/contracts'
import { infiniteQueryOptions, queryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { api } from '#lib/api.ts'

/** A client's templates, those it inherits first, and which one serves each content type. */
export function promptsQuery(clientId: string) {
  return infiniteQueryOptions({
    queryKey: ['prompts', 'list', { clientId }],
    initialPageParam: null as string | null,
    queryFn: ({ signal, pageParam }) =>
      api(`/im/clients/${clientId}/prompts`, promptList, { query: { limit: 100, cursor: pageParam }, signal }),
    getNextPageParam: (last) => last.next_cursor,
    select: ({ pages }) => ({
      templates: pages.flatMap(({ items }): PromptTemplate[] => items),
      providers: pages[0]?.providers ?? [],
    }),
  })
}

export function usePrompts(clientId: string) {
  return useInfiniteQuery(promptsQuery(clientId))
}

/** The labels of a client's templates, and which of them only admins move. */
export function labelRulesQuery(clientId: string) {
  return queryOptions({
    queryKey: ['prompts', 'labels', { clientId }],
    queryFn: async ({ signal }) =>
      (await api(`/im/clients/${clientId}/prompt-labels`, promptLabelRules, { signal })).items,
  })
}
